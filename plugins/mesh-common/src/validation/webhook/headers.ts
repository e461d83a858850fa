import { Problem, errors } from '../Problem';
import { memberPath } from '../structure/structuralProblems';

export interface HeaderOperations {
  set?: Readonly<Record<string, string>>;
  add?: Readonly<Record<string, string>>;
  remove?: readonly string[];
}

export interface Headers {
  request?: HeaderOperations;
  response?: HeaderOperations;
}

const NAME = /^[-_A-Za-z0-9]+$/;

/** Whether a header has a name that Envoy takes. */
export function isHeaderName(name: string): boolean {
  return NAME.test(name);
}

/**
 * Whether a name of a header stands for a claim of a token, as gateways route by it.
 *
 * Source: istio pkg/jwt/routing.go, `ToRoutingClaim`.
 */
export function isClaim(name: string): boolean {
  return /^@request\.auth\.claims(\..+|\[.+\])$/i.test(name);
}

/** The name of the host in either spelling. */
export function isAuthority(name: string): boolean {
  return [':authority', 'host'].includes(name.toLowerCase());
}

const isInternal = (name: string) =>
  name.startsWith(':') || name.toLowerCase() === 'host';

/**
 * What Istio says of headers that are set, added or removed.
 *
 * Source: istio pkg/config/validation/virtualservice.go, `validateHTTPRoute`.
 */
export function headerProblems(
  headers: Headers | undefined,
  path: string,
): Problem[] {
  const { request = {}, response = {} } = headers ?? {};
  const written = ({ set = {}, add = {} }: HeaderOperations, at: string) =>
    (
      [
        ['set', set],
        ['add', add],
      ] as const
    ).flatMap(([operation, values]) =>
      Object.entries(values).map(([name, value]) => ({
        name,
        value,
        place: memberPath(`${path}.${at}.${operation}`, name),
      })),
    );
  const removed = ({ remove = [] }: HeaderOperations, at: string) =>
    remove.map((name, index) => ({
      name,
      place: `${path}.${at}.remove[${index}]`,
    }));
  return [
    ...written(request, 'request').flatMap(({ name, value, place }) =>
      errors(
        [name === '', place, 'A header needs a name.'],
        [
          isInternal(name) && !isAuthority(name),
          place,
          `${name} cannot be written: it is no header of its own.`,
        ],
        [!isHeaderValue(value), place, `"${value}" is no value of a header.`],
      ),
    ),
    ...written(response, 'response').flatMap(({ name, value, place }) =>
      errors(
        [name === '', place, 'A header needs a name.'],
        [isInternal(name), place, `${name} cannot be written to a response.`],
        [!isHeaderValue(value), place, `"${value}" is no value of a header.`],
      ),
    ),
    ...[
      ...removed(request, 'request'),
      ...removed(response, 'response'),
    ].flatMap(({ name, place }) =>
      errors(
        [name === '', place, 'A header needs a name.'],
        [isInternal(name), place, `${name} cannot be removed.`],
      ),
    ),
  ];
}

// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000A-\u001F\u007F]/;

type State =
  'text' | 'name' | 'arguments' | 'string' | 'next' | 'first' | 'close' | 'end';

/** Where a character leads from a state; undefined where none may stand. Spaces between the parts lead nowhere. */
const steps: Readonly<Record<State, (char: string) => State | undefined>> = {
  text: char => (char === '%' ? 'name' : 'text'),
  name: char => (({ '%': 'text', '(': 'arguments' }) as const)[char] ?? 'name',
  arguments: char => (char === '[' ? 'first' : 'string'),
  first: char => (char === '"' ? 'string' : undefined),
  string: char => (({ ')': 'end', '"': 'next' }) as const)[char] ?? 'string',
  next: char => (({ ',': 'first', ']': 'close' }) as const)[char],
  close: char => (char === ')' ? 'end' : undefined),
  end: char => (char === '%' ? 'text' : undefined),
};
const SPACED: readonly State[] = ['arguments', 'first', 'next', 'close', 'end'];

/**
 * Whether Envoy reads the value of a header: each `%` begins a variable such as `%REQ(:path)%`, or is doubled.
 *
 * Source: envoy source/common/router/header_parser.cc; istio pkg/config/validation/header_value_validator.go.
 */
export function isHeaderValue(value: string): boolean {
  let state: State | undefined = 'text';
  for (let i = 0; i < value.length; i++) {
    const char = value[i];
    if (
      (state === 'text' && value.startsWith('%%', i)) ||
      (state === 'string' && char === '\\')
    ) {
      i++;
    } else if (!(char === ' ' && SPACED.includes(state))) {
      state = steps[state](char);
    }
    if (state === undefined) {
      return false;
    }
  }
  return state === 'text' && !CONTROL.test(value);
}
