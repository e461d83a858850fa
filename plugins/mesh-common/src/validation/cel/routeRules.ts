import { durationSeconds } from '../../delivery/durationSeconds';
import { areUnique, CelRule, has, Self } from './CelRule';

const SAME_PARENT =
  "p1.group == p2.group && p1.kind == p2.kind && p1.name == p2.name && (((!has(p1.__namespace__) || p1.__namespace__ == '') && (!has(p2.__namespace__) || p2.__namespace__ == '')) || (has(p1.__namespace__) && has(p2.__namespace__) && p1.__namespace__ == p2.__namespace__ ))";
const parent = ({ group, kind, name, namespace }: Self) =>
  JSON.stringify([group, kind, name, namespace || undefined]);

/** At most 128 matches in all rules: the expression names each of the 16 rules. */
function totalMatches(matchesOf: (rule: string) => string): CelRule {
  const rules = Array.from(
    { length: 16 },
    (_, i) => `(self.size() > ${i} ? ${matchesOf(`self[${i}]`)} : 0)`,
  );
  return [
    `${rules.join(' + ')} <= 128`,
    self =>
      self.reduce(
        (sum: number, { matches = [] }: Self) => sum + matches.length,
        0,
      ) <= 128,
  ];
}

/** For paths that are compared as text. */
function literalPath(rule: string, holds: (path: string) => boolean): CelRule {
  return [
    `(self.type in ['Exact','PathPrefix']) ? ${rule}`,
    ({ type, value }) =>
      !['Exact', 'PathPrefix'].includes(type) || holds(value),
  ];
}

const pathWithout = (part: string) =>
  literalPath(
    `!self.value.contains('${part}') : true`,
    path => !path.includes(part),
  );

/** For GRPC methods that are compared as text. */
function grpcName(field: string, text: string, pattern: RegExp): CelRule {
  return [
    `(!has(self.type) || self.type == 'Exact') && has(self.${field}) ? self.${field}.matches(r"""${text}"""): true`,
    self =>
      (self.type ?? 'Exact') !== 'Exact' ||
      !has(self, field) ||
      pattern.test(self[field]),
  ];
}

/**
 * Rules of routes: their parents, matches and timeouts.
 *
 * Source: gateway-api config/crd/standard/gateway.networking.k8s.io_{httproutes,grpcroutes}.yaml.
 */
export const routeRules: readonly CelRule[] = [
  [
    `self.all(p1, self.all(p2, ${SAME_PARENT} ? ((!has(p1.sectionName) || p1.sectionName == '') == (!has(p2.sectionName) || p2.sectionName == '')) : true))`,
    self =>
      self.every((p1: Self) =>
        self.every(
          (p2: Self) =>
            parent(p1) !== parent(p2) || !p1.sectionName === !p2.sectionName,
        ),
      ),
  ],
  [
    `self.all(p1, self.exists_one(p2, ${SAME_PARENT} && (((!has(p1.sectionName) || p1.sectionName == '') && (!has(p2.sectionName) || p2.sectionName == '')) || (has(p1.sectionName) && has(p2.sectionName) && p1.sectionName == p2.sectionName))))`,
    self => areUnique(self, p => [parent(p), p.sectionName || undefined]),
  ],
  totalMatches(rule => `${rule}.matches.size()`),
  totalMatches(rule => `(has(${rule}.matches) ? ${rule}.matches.size() : 0)`),
  [
    "(size(self.group) == 0 && self.kind == 'Service') ? has(self.port) : true",
    self => self.group !== '' || self.kind !== 'Service' || has(self, 'port'),
  ],
  literalPath("self.value.startsWith('/') : true", path =>
    path.startsWith('/'),
  ),
  ...['//', '/./', '/../', '%2f', '%2F', '#'].map(pathWithout),
  literalPath(
    "!self.value.endsWith('/..') : true",
    path => !path.endsWith('/..'),
  ),
  literalPath(
    "!self.value.endsWith('/.') : true",
    path => !path.endsWith('/.'),
  ),
  literalPath(
    'self.value.matches(r"""^(?:[-A-Za-z0-9/._~!$&\'()*+,;=:@]|[%][0-9a-fA-F]{2})+$""") : true',
    path => /^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})+$/.test(path),
  ),
  [
    "self.type in ['Exact','PathPrefix'] || self.type == 'RegularExpression'",
    ({ type }) => ['Exact', 'PathPrefix', 'RegularExpression'].includes(type),
  ],
  [
    'has(self.type) ? has(self.service) || has(self.method) : true',
    self => !has(self, 'type') || has(self, 'service') || has(self, 'method'),
  ],
  grpcName(
    'service',
    '^(?i)\\.?[a-z_][a-z_0-9]*(\\.[a-z_][a-z_0-9]*)*$',
    /^\.?[a-z_][a-z_0-9]*(\.[a-z_][a-z_0-9]*)*$/i,
  ),
  grpcName('method', '^[A-Za-z_][A-Za-z_0-9]*$', /^[A-Za-z_][A-Za-z_0-9]*$/),
  [
    "!(has(self.request) && has(self.backendRequest) && duration(self.request) != duration('0s') && duration(self.backendRequest) > duration(self.request))",
    ({ request, backendRequest }) => {
      const limit = durationSeconds(request) ?? 0;
      return limit === 0 || (durationSeconds(backendRequest) ?? 0) <= limit;
    },
  ],
];
