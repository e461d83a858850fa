import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { profileJsonSchema } from './profileJsonSchema';

const file = resolve(__dirname, '../../../../docs/profile.schema.json');
const text = `${JSON.stringify(profileJsonSchema(), null, 2)}\n`;

if (process.env.ONMESH_GOLDEN === 'write') {
  writeFileSync(file, text);
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
