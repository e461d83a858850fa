import { KubernetesObject } from '@onmesh/plugin-mesh-common';
import { FakeApi, withFakeApi } from '../__testUtils__/fakeApiServer';
import { runCli } from '../__testUtils__/runCli';
import { closedShop, shop } from '../__testUtils__/shop';
import { withFiles } from '../__testUtils__/withFiles';

jest.setTimeout(120_000);

const definition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: {
    name: 'tlsroutes.gateway.networking.k8s.io',
    annotations: { 'gateway.networking.k8s.io/bundle-version': 'v1.4.1' },
  },
};
const filter = {
  apiVersion: 'networking.istio.io/v1alpha3',
  kind: 'EnvoyFilter',
  metadata: { name: 'cart', namespace: 'shop' },
  spec: {
    configPatches: [{ applyTo: 'HTTP_ROUTE', patch: { operation: 'ADD' } }],
  },
};
const policy = `---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: custom}
spec: {action: CUSTOM, rules: [{}]}
`;

const live = (api: Partial<FakeApi>, ...args: string[]) =>
  withFakeApi(
    {
      objects: [definition, filter] as KubernetesObject[],
      token: 'secret',
      ...api,
    },
    ({ kubeconfig, asked }) =>
      withFiles({ kubeconfig }, async folder => ({
        asked,
        ...(await runCli([...args, '--kubeconfig', `${folder}/kubeconfig`])),
      })),
  );
const ofFiles = (files: Record<string, string>, ...args: string[]) =>
  withFiles(files, folder =>
    runCli([
      'analyze',
      ...args.map(arg => arg.replace('DIR', folder)),
      ...['-n', 'shop', '-f', `${folder}/own.yaml`],
    ]),
  );

describe('an analysis of a cluster', () => {
  it('reads what no other question needs, and of definitions only their metadata', async () => {
    const { asked, out, err } = await live({}, 'analyze');
    expect(out).toMatch(
      /^warning +IST0176 +CustomResourceDefinition tlsroutes/m,
    );
    expect(out).toMatch(/^error +IST0153 +EnvoyFilter shop\/cart/m);
    expect(err).toBe('');
    const lists = asked.filter(path => path.endsWith('webhookconfigurations'));
    expect(new Set(lists).size).toBe(lists.length);
    expect(asked.filter(path => path.includes('secret'))).toEqual([]);
    const other = await live({}, 'authz', 'who');
    expect(other.asked.filter(path => path.includes('proxyconfigs'))).toEqual(
      [],
    );
  });

  it('says nothing of what it may not read but that, and not of each workload', async () => {
    const deployment = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'cart', namespace: 'shop' },
    };
    const { out, err } = await live(
      {
        objects: [deployment, definition] as KubernetesObject[],
        forbidden: ['customresourcedefinitions'],
      },
      'analyze',
    );
    expect(err).toMatch(/CustomResourceDefinition objects could not be read/);
    expect(out).not.toMatch(/IST0176|CustomResourceDefinition/);
  });

  it('compares Services with another cluster, and reads nothing else there', async () => {
    const { asked } = await live({}, 'analyze', '--remote', 'east');
    const count = (path: string) => asked.filter(one => one === path).length;
    expect(count('/api/v1/services')).toBe(2);
    expect(count('/api/v1/pods')).toBe(1);
  });
});

describe('an analysis of files', () => {
  it('compares Services with those of another folder', async () => {
    const { out } = await ofFiles(
      {
        'own.yaml': shop,
        'west/shop.yaml': shop.replace('targetPort: 8080', 'targetPort: 80'),
      },
      ...['--remote', 'DIR/west'],
    );
    expect(out).toMatch(
      /^warning +IST0170 +Service shop\/payments +.*http 80\/TCP -> 8080 in the files and http 80\/TCP -> 80 in .*west/m,
    );
  });

  it('tells of annotations that may change when it is asked to, with the line', async () => {
    const annotated = shop.replace(
      'metadata: {name: payments}\nspec:\n  selector: {app',
      'metadata:\n  name: payments\n  annotations:\n    networking.istio.io/exportTo: .\nspec:\n  selector: {app',
    );
    const { out } = await ofFiles({ 'own.yaml': annotated }, '--alpha');
    expect(out).toMatch(
      /^info +IST0136 +Service shop\/payments +.*own\.yaml:24\)$/m,
    );
    const unasked = await ofFiles({ 'own.yaml': annotated });
    expect(unasked.out).not.toMatch(/IST0136/);
  });

  it('says once what istiod refuses of a policy, in the words of the portal', async () => {
    const { out } = await ofFiles({ 'own.yaml': closedShop + policy });
    const lines = out.split('\n').filter(line => line.includes('/custom'));
    expect(lines).toEqual([expect.stringMatching(/^error +ONM0306/)]);
  });

  it('says it by the code of istioctl where no workload is concerned', async () => {
    const { out } = await ofFiles({
      'own.yaml': `${shop}${policy.replace('custom}', 'custom, namespace: other}')}`,
    });
    expect(out).toMatch(/^error +IST0106 +AuthorizationPolicy other\/custom/m);
  });
});
