import fc from 'fast-check';
import { readVectors } from '../__testUtils__/vectors';
import { isRecord } from './structure/isRecord';
import { validateObject } from './validateObject';

type Path = readonly (string | number)[];

/** Every place in an object, its root left out. */
function placesIn(value: unknown, path: Path = []): Path[] {
  const members = Array.isArray(value)
    ? value.map((item, index) => [index, item] as const)
    : Object.entries(isRecord(value) ? value : {});
  return members.flatMap(([key, member]) => [
    [...path, key],
    ...placesIn(member, [...path, key]),
  ]);
}

/** A copy with one place replaced, or taken out for undefined. */
function replaced(value: unknown, path: Path, by: unknown): unknown {
  const [first, ...rest] = path;
  const member = (at: unknown) =>
    rest.length === 0 ? by : replaced(at, rest, by);
  if (Array.isArray(value)) {
    return value.map((item, index) => (index === first ? member(item) : item));
  }
  return Object.fromEntries(
    Object.entries(isRecord(value) ? value : {})
      .map(([key, item]) => [key, key === first ? member(item) : item] as const)
      .filter(([, item]) => item !== undefined),
  );
}

/** A copy whose maps are written in another order. */
function reordered(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(reordered);
  }
  return isRecord(value)
    ? Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, member]) => [key, reordered(member)]),
      )
    : value;
}

const orders = {
  apiVersion: 'networking.istio.io/v1',
  kind: 'VirtualService',
  metadata: { name: 'orders', labels: { app: 'orders' } },
  spec: {
    hosts: ['orders'],
    http: [
      {
        match: [{ uri: { prefix: '/a' }, headers: { user: { exact: 'x' } } }],
        route: [{ destination: { host: 'orders', port: { number: 80 } } }],
        retries: { attempts: 2, perTryTimeout: '2s', retryOn: '5xx,503' },
      },
    ],
  },
};

const { tables } = readVectors<{
  tables: { cases: { object: unknown; expect: { valid: boolean } }[] }[];
}>('istio/validation/go-tables.yaml') ?? { tables: [] };
const valid = [
  orders,
  ...tables
    .flatMap(({ cases }) => cases)
    .map(({ object }) => object)
    .filter(object => validateObject(object).length === 0),
];

describe('Any object', () => {
  it('is judged, however it is broken', () => {
    fc.assert(
      fc.property(
        fc
          .constantFrom(...valid)
          .chain(object =>
            fc.tuple(
              fc.constant(object),
              fc.constantFrom(...placesIn(object)),
              fc.oneof(
                fc.constantFrom(undefined, null, '', '*', {}, [], [null], -1),
                fc.jsonValue(),
              ),
            ),
          ),
        ([object, path, by]) => {
          for (const { path: at, message } of validateObject(
            replaced(object, path, by),
          )) {
            expect(typeof at).toBe('string');
            expect(message).not.toBe('');
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('that is taken is taken in any order', () => {
    expect(
      valid.filter(object => validateObject(reordered(object)).length > 0),
    ).toEqual([]);
  });

  it('is judged, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        expect(Array.isArray(validateObject(value))).toBe(true);
      }),
    );
  });
});
