import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { ClusterView } from '../../view/ClusterView';
import { disableInAmbient } from './disableInAmbient';
import { MeshRule } from './MeshRule';
import { portModeOfNoPort } from './portModeOfNoPort';
import { reservedPort } from './reservedPort';
import { rootPolicyWithSelector } from './rootPolicyWithSelector';
import { scrapePortRefused } from './scrapePortRefused';
import { unsetInAmbient } from './unsetInAmbient';

const object = (kind: string, name: string, spec: object, namespace = 'shop') =>
  ({
    apiVersion: 'v1',
    kind,
    metadata: { name, namespace },
    spec,
  }) as KubernetesObject;
const deployment = (template: object) =>
  object('Deployment', 'cart', { template });
const listening = (port: number) =>
  deployment({
    metadata: { labels: { app: 'cart' } },
    spec: { containers: [{ name: 'app', ports: [{ containerPort: port }] }] },
  });
const annotated = (annotations: Record<string, string>) =>
  deployment({ metadata: { annotations } });
const service = (port: number, targetPort?: number | string) =>
  object('Service', 'cart', {
    selector: { app: 'cart' },
    ports: [{ port, targetPort }],
  });
const peer = (spec: object, namespace?: string) =>
  object('PeerAuthentication', 'cart', spec, namespace);
const cart = { matchLabels: { app: 'cart' } };
const ambient = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'shop', labels: { 'istio.io/dataplane-mode': 'ambient' } },
};

const fields = (rule: MeshRule, ...objects: KubernetesObject[]) =>
  rule(new ClusterView({ cluster: 'test', objects })).map(
    finding => finding.object.field,
  );

describe('before a workload joins', () => {
  it.each([
    [
      listening(15090),
      ['spec.template.spec.containers[0].ports[0].containerPort'],
    ],
    [listening(15010), []],
    [service(80, 15021), ['spec.ports[0].targetPort']],
    [service(15021), ['spec.ports[0].targetPort']],
    [service(15021, 8080), []],
  ])('a port of the proxy is no port for it: %j', (given, expected) => {
    expect(fields(reservedPort, given)).toEqual(expected);
  });

  it.each([
    [{ 'prometheus.io/port': '15090' }, 1],
    [{ 'prometheus.io/port': 'metrics' }, 1],
    [{ 'prometheus.io/port': '15020' }, 0],
    [{ 'prometheus.io/port': '9102' }, 0],
    [{ 'prometheus.io/port': '15090', 'prometheus.io/scrape': 'false' }, 0],
    [{}, 0],
  ])('metrics where injection takes them: %j', (annotations, count) => {
    expect(fields(scrapePortRefused, annotated(annotations))).toHaveLength(
      count,
    );
  });
});

describe('a PeerAuthentication that does nothing', () => {
  it('is one with a selector in the root namespace', () => {
    expect(
      fields(
        rootPolicyWithSelector,
        peer({ selector: cart }, 'istio-system'),
        peer({ selector: cart }),
      ),
    ).toEqual(['spec.selector']);
  });

  it.each([
    [80, 8080, ['spec.portLevelMtls[80]']],
    [80, undefined, []],
    [8080, 8080, []],
    [80, 'http', []],
  ])('for port %d, when the Service leads to %s', (port, target, expected) => {
    expect(
      fields(
        portModeOfNoPort,
        listening(8080),
        service(80, target),
        peer({
          selector: cart,
          portLevelMtls: { [port]: { mode: 'DISABLE' } },
        }),
      ),
    ).toEqual(expected);
  });

  it('and one that does the opposite says nothing in ambient mode', () => {
    expect(fields(unsetInAmbient, ambient, peer({}))).toEqual([
      'spec.mtls.mode',
    ]);
    expect(
      fields(unsetInAmbient, ambient, peer({ mtls: { mode: 'STRICT' } })),
    ).toEqual([]);
    expect(fields(unsetInAmbient, ambient, peer({ selector: cart }))).toEqual(
      [],
    );
    expect(fields(unsetInAmbient, peer({}))).toEqual([]);
  });

  it('or turns mTLS off in ambient mode, where it stays on', () => {
    expect(
      fields(disableInAmbient, ambient, peer({ mtls: { mode: 'DISABLE' } })),
    ).toEqual(['spec.mtls.mode']);
    expect(
      fields(
        disableInAmbient,
        ambient,
        peer({
          selector: cart,
          mtls: { mode: 'STRICT' },
          portLevelMtls: {
            '8080': { mode: 'DISABLE' },
            '9090': { mode: 'PERMISSIVE' },
          },
        }),
      ),
    ).toEqual(['spec.portLevelMtls[8080].mode']);
    expect(
      fields(disableInAmbient, peer({ mtls: { mode: 'DISABLE' } })),
    ).toEqual([]);
  });
});
