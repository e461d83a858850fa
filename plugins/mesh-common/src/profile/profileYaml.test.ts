import fc from 'fast-check';
import { parse } from 'yaml';
import {
  anyAmbientProfile,
  anyProfile,
} from '../plan/__testUtils__/anyProfile';
import { profileSchema } from './Profile';
import { profileYaml } from './profileYaml';

describe('profileYaml', () => {
  it('leaves out what the schema fills in by itself', () => {
    const profile = profileSchema.parse({
      apiVersion: 'onmesh.io/v1',
      mesh: 'istio-sidecar',
      mtls: { mode: 'permissive' },
      callers: [{ namespace: 'shop', serviceAccount: 'on' }],
      ingress: { hosts: ['shop.example.com'] },
      egress: { hosts: ['api.bank.example'], onlyListed: true },
    });

    expect(profileYaml(profile)).toBe(`apiVersion: onmesh.io/v1
mesh: istio-sidecar
mtls:
  mode: permissive
callers:
  - namespace: shop
    serviceAccount: "on"
ingress:
  hosts:
    - shop.example.com
egress:
  hosts:
    - api.bank.example
  onlyListed: true
`);
  });

  it('says that a service is to leave in two lines', () => {
    const profile = profileSchema.parse({
      apiVersion: 'onmesh.io/v1',
      mesh: 'none',
    });

    expect(profileYaml(profile)).toBe('apiVersion: onmesh.io/v1\nmesh: none\n');
  });

  it('is read as the same profile, by readers of both versions of YAML', () => {
    fc.assert(
      fc.property(fc.oneof(anyProfile, anyAmbientProfile), profile => {
        for (const version of ['1.1', '1.2'] as const) {
          const read = parse(profileYaml(profile), { version });
          expect(profileSchema.parse(read)).toEqual(profile);
        }
      }),
    );
  });
});
