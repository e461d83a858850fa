import fc from 'fast-check';
import { parse } from 'yaml';
import { inlineYaml, toYaml } from './toYaml';

// Each of these is read as something else than text by one version of YAML or the other.
const awkward = [
  ...['', ' ', '~', 'null', 'Null', 'NULL', 'true', 'True', 'y', 'N', 'yes'],
  ...[
    'No',
    'on',
    'OFF',
    '0',
    '1.10',
    'e0',
    'E-5',
    '1e3',
    '0o17',
    '017',
    '0x1f',
    '1_000',
  ],
  ...['12:30:45', '2026-01-01', '2026-01-01T00:00:00Z', '.inf', '.NaN', '-1'],
  ...['"', ' "', '" ', 'a"\nb', '"é', '"\'', '"\\n"'],
  ...['<<', '=', '*a', '&a', '!a', '!!str', '- a', '? a', 'a: b', 'a #b', '#a'],
  ...['{a', '[a', '"a"', "'a'", '|', '>', '%a', '@a', '`a', 'a\nb', 'a\tb'],
  ...['\u0085', '\u2028', '\ufeff', '\u0000', 'é', '😀', '---', '...', 'a:'],
];

const text = fc.oneof(
  fc.constantFrom(...awkward),
  fc.string({ unit: 'grapheme' }),
  fc.string(),
);

const versions = ['1.1', '1.2'] as const;

describe('toYaml', () => {
  it.each(awkward)('keeps %j as key and as value', word => {
    const value = { [word]: word, list: [word] };
    for (const version of versions) {
      expect(parse(toYaml(value), { version })).toEqual(value);
    }
  });

  it('gives every JSON value back under both versions', () => {
    const { json } = fc.letrec<{ json: unknown; node: unknown }>(tie => ({
      json: fc.dictionary(text, tie('node')),
      node: fc.oneof(
        { maxDepth: 3 },
        text,
        fc.maxSafeInteger(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('node')),
        tie('json'),
      ),
    }));
    fc.assert(
      fc.property(json, value => {
        const written = toYaml(Object(value));
        for (const version of versions) {
          expect(
            parse(written, { version, intAsBigInt: false, maxAliasCount: 0 }),
          ).toEqual(value);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('writes the keys of an object in the order that people expect', () => {
    expect(
      toYaml({
        spec: { b: 1, a: 2 },
        metadata: {},
        kind: 'K',
        apiVersion: 'v1',
      }),
    ).toBe('apiVersion: v1\nkind: K\nmetadata: {}\nspec:\n  b: 1\n  a: 2\n');
  });

  it('leaves out what has no value and repeats what is there twice', () => {
    const shared = { app: 'x' };
    expect(toYaml({ a: shared, b: shared, c: undefined })).toBe(
      'a:\n  app: x\nb:\n  app: x\n',
    );
  });

  it('quotes text that holds double quotes so that people can read it', () => {
    expect(toYaml({ a: '{b="c"}', d: `"it's"` })).toBe(
      `a: '{b="c"}'\nd: "\\"it's\\""\n`,
    );
  });

  it('never folds long text', () => {
    const long = 'sum(rate(a[2m])) '.repeat(40);
    expect(toYaml({ query: long }).split('\n')).toHaveLength(2);
  });

  it.each([5e-324, 1.5e21, Infinity, NaN, 2 ** 60])('refuses %d', number => {
    expect(() => toYaml({ number })).toThrow(TypeError);
  });

  it.each<[string | number | object, string]>([
    ['true', '"true"'],
    ['sidecar.istio.io/inject', 'sidecar.istio.io/inject'],
    [3, '3'],
    [99.5, '99.5'],
    [-0.25, '-0.25'],
    [{ '9090': { mode: 'STRICT' } }, '{ "9090": { mode: STRICT } }'],
  ])('writes %j on one line as %s', (value, expected) => {
    expect(inlineYaml(value)).toBe(expected);
  });
});
