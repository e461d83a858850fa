import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { parse } from 'yaml';
import { fieldsOf, profileReference } from './__testUtils__/profileReference';
import { profileSchema } from './Profile';
import { profileJsonSchema } from './profileJsonSchema';

const file = resolve(__dirname, '../../../../docs/profile.schema.json');
const text = `${JSON.stringify(profileJsonSchema(), null, 2)}\n`;

const guide = resolve(__dirname, '../../../../docs/profile.md');
const [written, reference] = readFileSync(guide, 'utf8').split(
  /(?<=Below this line .* -->\n)/,
);
const expected = `\n${profileReference(profileJsonSchema())}\n`;

if (process.env.ONMESH_GOLDEN === 'write') {
  writeFileSync(file, text);
  writeFileSync(guide, `${written}${expected}`);
}

describe('the JSON Schema of profiles', () => {
  it('is the one that is published; ONMESH_GOLDEN=write writes it anew', () => {
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  const validate = new Ajv2020({
    strict: false,
    validateFormats: false,
  }).compile(profileJsonSchema());

  it.each([
    [{ apiVersion: 'onmesh.io/v1', mesh: 'istio-ambient' }, true],
    [{ apiVersion: 'onmesh.io/v1', mesh: 'istio-sidecar', meshh: 1 }, false],
    [
      {
        apiVersion: 'onmesh.io/v1',
        mesh: 'istio-sidecar',
        callers: [{ namespace: 'Shop' }],
      },
      false,
    ],
  ])('says of %j: %s', (profile, accepted) => {
    expect(validate(profile)).toBe(accepted);
  });
});

describe('the guide to profiles', () => {
  // Where columns of a table end is for the formatter to say.
  const cells = (of: string) =>
    of.replace(/ *\| */g, '|').replace(/-{3,}/g, '-');

  it('has every field of the schema; ONMESH_GOLDEN=write writes it anew', () => {
    expect(cells(reference ?? '')).toBe(cells(expected));
  });

  it('finds a meaning for every field', () => {
    expect(
      fieldsOf(profileJsonSchema())
        .filter(({ schema }) => !schema.description)
        .map(({ path }) => path),
    ).toEqual([]);
  });

  const examples = [...written.matchAll(/```yaml\n(.*?)```/gs)].map(
    ([, example]) => example,
  );

  it.each(examples)('shows profiles that are accepted', example => {
    expect(profileSchema.safeParse(parse(example)).error).toBeUndefined();
  });

  it('shows some', () => {
    expect(examples.length).toBeGreaterThan(1);
  });
});
