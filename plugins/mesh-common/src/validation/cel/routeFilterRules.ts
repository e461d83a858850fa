import { CelRule, has, Self } from './CelRule';

/** The field that is named after a type; leading capitals are one word. */
function fieldOf(type: string): string {
  return type.replace(/^[A-Z]+(?=[A-Z]|$)|^[A-Z]/, word => word.toLowerCase());
}

/** A filter has the settings of its type, and no others. */
function settingsOf(type: string): CelRule[] {
  const field = fieldOf(type);
  return [
    [
      `!(has(self.${field}) && self.type != '${type}')`,
      self => !has(self, field) || self.type === type,
    ],
    [
      `!(!has(self.${field}) && self.type == '${type}')`,
      self => has(self, field) || self.type !== type,
    ],
  ];
}

const isOfType = (type: string) => (filter: Self) => filter.type === type;

function onlyOnce(type: string): CelRule {
  return [
    `self.filter(f, f.type == '${type}').size() <= 1`,
    self => self.filter(isOfType(type)).length <= 1,
  ];
}

/** What a path is replaced by stands in the field that is named after the type. */
function replacedPath(type: string): CelRule[] {
  const field = fieldOf(type);
  return [
    [
      `self.type == '${type}' ? has(self.${field}) : true`,
      self => self.type !== type || has(self, field),
    ],
    [
      `has(self.${field}) ? self.type == '${type}' : true`,
      self => !has(self, field) || self.type === type,
    ],
  ];
}

const ONE_PREFIX =
  "((size(self.matches) != 1 || !has(self.matches[0].path) || self.matches[0].path.type != 'PathPrefix') ? false : true) : true";
const replacing = (field: string) =>
  `self.filters.exists_one(f, has(f.${field}) && has(f.${field}.path) && f.${field}.path.type == 'ReplacePrefixMatch' && has(f.${field}.path.replacePrefixMatch))`;

/** Replacing a prefix needs to know the prefix, so there must be one match with one. */
function replacedPrefix(field: string): CelRule[] {
  const replaces = ({ filters = [] }: Self) =>
    filters.filter(
      (f: Self) =>
        f[field]?.path?.type === 'ReplacePrefixMatch' &&
        has(f[field].path, 'replacePrefixMatch'),
    ).length === 1;
  const hasOnePrefix = ({ matches = [] }: Self) =>
    matches.length === 1 && matches[0].path?.type === 'PathPrefix';
  return [
    [
      `(has(self.filters) && ${replacing(field)}) ? ${ONE_PREFIX}`,
      self => !replaces(self) || hasOnePrefix(self),
    ],
    [
      `(has(self.backendRefs) && self.backendRefs.exists_one(b, (has(b.filters) && ${replacing(field).replace('self.', 'b.')}) )) ? ${ONE_PREFIX}`,
      self =>
        (self.backendRefs ?? []).filter(replaces).length !== 1 ||
        hasOnePrefix(self),
    ],
  ];
}

const TYPES = [
  'RequestHeaderModifier',
  'ResponseHeaderModifier',
  'RequestMirror',
  'RequestRedirect',
  'URLRewrite',
  'CORS',
  'ExtensionRef',
];

// Requests can be mirrored to several places, and extensions are whatever they are.
const isSingle = (type: string) =>
  !['RequestMirror', 'ExtensionRef'].includes(type);

/**
 * Rules of the filters of routes.
 *
 * Source: gateway-api config/crd/standard/gateway.networking.k8s.io_{httproutes,grpcroutes}.yaml.
 */
export const routeFilterRules: readonly CelRule[] = [
  ...TYPES.flatMap(settingsOf),
  ...TYPES.filter(isSingle).map(onlyOnce),
  [
    "!(self.exists(f, f.type == 'RequestRedirect') && self.exists(f, f.type == 'URLRewrite'))",
    self =>
      !self.some(isOfType('RequestRedirect')) ||
      !self.some(isOfType('URLRewrite')),
  ],
  [
    '(has(self.backendRefs) && size(self.backendRefs) > 0) ? (!has(self.filters) || self.filters.all(f, !has(f.requestRedirect))): true',
    ({ backendRefs = [], filters = [] }) =>
      backendRefs.length === 0 ||
      filters.every((f: Self) => !has(f, 'requestRedirect')),
  ],
  ...replacedPrefix('requestRedirect'),
  ...replacedPrefix('urlRewrite'),
  ...replacedPath('ReplaceFullPath'),
  ...replacedPath('ReplacePrefixMatch'),
  [
    '!(has(self.percent) && has(self.fraction))',
    self => !has(self, 'percent') || !has(self, 'fraction'),
  ],
  [
    'self.numerator <= self.denominator',
    self => self.numerator <= self.denominator,
  ],
  [
    "!('*' in self && self.size() > 1)",
    self => !self.includes('*') || self.length === 1,
  ],
];
