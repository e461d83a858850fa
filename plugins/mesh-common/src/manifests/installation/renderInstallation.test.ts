import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { parse } from 'yaml';
import {
  crdErrors,
  schemasAreThere,
} from '../../plan/__testUtils__/crdSchemas';
import {
  installationSchema,
  MeshInstallation,
} from '../../profile/installationSchema';
import { renderInstallation } from './renderInstallation';

const golden = resolve(
  __dirname,
  '../../../../../examples/golden/installation',
);
const cases = readdirSync(golden);
const read = (name: string) =>
  installationSchema.parse(
    parse(readFileSync(join(golden, name, 'installation.yaml'), 'utf8')),
  );

if (process.env.ONMESH_GOLDEN === 'write') {
  for (const name of cases) {
    const at = join(golden, name, 'files');
    rmSync(at, { recursive: true, force: true });
    mkdirSync(at);
    for (const [file, text] of renderInstallation(read(name))) {
      writeFileSync(join(at, file), text);
    }
  }
}

const revision = fc.option(
  fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,6}[a-z0-9])?$/),
  { nil: undefined },
);
const anyInstallation: fc.Arbitrary<MeshInstallation> = fc
  .record({
    apiVersion: fc.constant('onmesh.io/v1' as const),
    kind: fc.constant('MeshInstallation' as const),
    mesh: fc.constant('istio' as const),
    gitOps: fc.constantFrom('argo-cd' as const, 'flux' as const),
    version: fc.stringMatching(/^[1-9]\.[0-9]{1,2}\.[0-9]{1,2}(-rc\.[0-9])?$/),
    revision,
    ambient: fc.boolean(),
    cni: fc.boolean(),
    gateway: fc.option(fc.constant({}), { nil: undefined }),
    mtls: fc.constantFrom('strict' as const, 'permissive' as const),
    outboundTraffic: fc.constantFrom(
      'allow-any' as const,
      'registry-only' as const,
    ),
  })
  .map(input => installationSchema.parse(input));

describe('the files that install a mesh', () => {
  it.each(cases)('are those of the golden folder for %s', name => {
    const at = join(golden, name, 'files');
    expect(
      Object.fromEntries(
        readdirSync(at).map(file => [
          file,
          readFileSync(join(at, file), 'utf8'),
        ]),
      ),
    ).toEqual(Object.fromEntries(renderInstallation(read(name))));
  });

  it('come in an order in which each chart finds what it needs', () => {
    fc.assert(
      fc.property(anyInstallation, installation => {
        const texts = [...renderInstallation(installation).values()];
        const objects = texts.map(text => parse(text));
        const names = objects.map(
          ({ kind, metadata }) => `${kind} ${metadata.name}`,
        );
        expect(new Set(names).size).toBe(names.length);
        const position = (name: string) => names.indexOf(`HelmRelease ${name}`);
        for (const { metadata, spec } of objects) {
          for (const { name } of spec.dependsOn ?? []) {
            expect(position(name)).toBeGreaterThanOrEqual(0);
            expect(position(name)).toBeLessThan(position(metadata.name));
          }
        }
      }),
    );
  });

  it.each([
    ['a range of versions', { version: '^1.30.0' }],
    ['a field that there is not', { ztunnel: true }],
    [
      'a key where certificates belong',
      {
        mesh: 'linkerd',
        trustAnchorsPem:
          '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n',
      },
    ],
  ])('are not made from %s', (_, part) => {
    const { success } = installationSchema.safeParse({
      apiVersion: 'onmesh.io/v1',
      kind: 'MeshInstallation',
      mesh: 'istio',
      gitOps: 'flux',
      version: '1.30.3',
      ...part,
    });
    expect(success).toBe(false);
  });
});

(schemasAreThere ? describe : describe.skip)('Argo CD', () => {
  it('takes every Application', () => {
    fc.assert(
      fc.property(anyInstallation, installation => {
        const objects = [...renderInstallation(installation).values()]
          .map(text => parse(text))
          .filter(({ kind }) => kind === 'Application');
        expect(objects.flatMap(crdErrors)).toEqual([]);
      }),
    );
  });
});
