import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { KubernetesObject, parseManifests } from '@onmesh/plugin-mesh-common';
import {
  customResourceDefinitions,
  hasSchemas,
  pluralOf,
} from '../__testUtils__/customResourceDefinitions';
import { hasKubernetes, KubeApiServer } from '../__testUtils__/kubeApiServer';
import { waitFor } from '../__testUtils__/waitFor';

jest.setTimeout(180_000);

const golden = resolve(__dirname, '../../../../examples/golden');
const builtIn: Record<string, string> = {
  Deployment: 'deployments',
  Service: 'services',
};

/** What each stage of each feature writes, in the order of the stages. */
const written = readdirSync(golden, { recursive: true, encoding: 'utf8' })
  .filter(name => /\/[0-9]+-[^/]+\/[^/]+\.yaml$/.test(name))
  .filter(name => !/kustomization|namespace\.yaml$/.test(name))
  .sort()
  .flatMap(name =>
    parseManifests(readFileSync(join(golden, name), 'utf8'), name).objects.map(
      object => ({ name, object }),
    ),
  );

function pathOf({ apiVersion, kind, metadata }: KubernetesObject): string {
  const plural = pluralOf(apiVersion, kind) ?? builtIn[kind];
  const api = apiVersion.includes('/') ? 'apis' : 'api';
  return `/${api}/${apiVersion}/namespaces/shop/${plural}/${metadata.name}`;
}

(hasKubernetes() && hasSchemas() ? describe : describe.skip)(
  'an API server, strict about fields',
  () => {
    let server: KubeApiServer;

    beforeAll(async () => {
      server = await KubeApiServer.start();
      const definitions = customResourceDefinitions([
        'istio',
        'gateway-api',
        'argo-rollouts',
        'flagger',
      ]);
      await server.apply(...definitions, {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'shop' },
      });
      await Promise.all(
        definitions.map(({ spec }) => {
          const { name } = spec.versions.find(({ served }) => served) ?? {};
          const path = `/apis/${spec.group}/${name}/${spec.names.plural}`;
          return waitFor(() => server.request('GET', path), 60_000);
        }),
      );
    });

    afterAll(() => server?.stop());

    const dryRun = (object: KubernetesObject) =>
      server.request(
        'PATCH',
        `${pathOf(object)}?fieldManager=test&force=true&fieldValidation=Strict&dryRun=All`,
        object,
      );

    it('takes every object of the golden folder', async () => {
      expect(written.length).toBeGreaterThan(150);
      const refused: string[] = [];
      for (const { name, object } of written) {
        await dryRun(object).catch((error: Error) =>
          refused.push(`${name}: ${error.message}`),
        );
      }
      expect(refused).toEqual([]);
    });

    it('would refuse a field that no schema has, and a rule that is broken', async () => {
      const at = { name: 'payment', namespace: 'shop' };
      await expect(
        dryRun({
          apiVersion: 'security.istio.io/v1',
          kind: 'PeerAuthentication',
          metadata: at,
          spec: { mtsl: {} },
        } as KubernetesObject),
      ).rejects.toThrow('mtsl');
      await expect(
        dryRun({
          apiVersion: 'security.istio.io/v1',
          kind: 'PeerAuthentication',
          metadata: at,
          spec: { portLevelMtls: { 80: { mode: 'STRICT' } } },
        } as KubernetesObject),
      ).rejects.toThrow('portLevelMtls');
    });
  },
);
