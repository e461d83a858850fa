import { KubernetesObject, Pod } from '../../kubernetes/KubernetesObject';
import { ClusterView } from '../../view/ClusterView';
import { PeerAuthentication } from '../PeerAuthentication';
import { reachability } from './reachability';
import {
  AddressedService,
  tlsCallerOf,
  tlsDestinationOf,
  tlsMeshOf,
  workloadProxyOf,
} from './tlsFromView';

function pod(name: string, containers: string[], port = 'web'): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'shop', labels: { app: name.split('-')[0] } },
    spec: {
      containers: containers.map(container => ({
        name: container,
        ports: container === 'app' ? [{ name: port, containerPort: 8080 }] : [],
      })),
    },
  };
}

const service: AddressedService = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'cart', namespace: 'shop' },
  spec: {
    selector: { app: 'cart' },
    ports: [{ port: 80, targetPort: 'web' }],
  },
};

describe('TLS from a view', () => {
  const view = (...objects: KubernetesObject[]) =>
    new ClusterView({ cluster: 'test', objects: [service, ...objects] });

  it('finds the pods behind a named target port, each with its proxy', () => {
    const { endpoints, hostname, headless } = tlsDestinationOf(
      view(
        pod('cart-1', ['app', 'istio-proxy']),
        pod('cart-2', ['app']),
        pod('cart-3', ['app'], 'other'),
        pod('batch-1', ['app']),
      ),
      service,
      { port: 80 },
    );

    expect(hostname).toBe('cart.shop.svc.cluster.local');
    expect(headless).toBe(false);
    expect(endpoints.map(({ proxy, port }) => [proxy, port])).toEqual([
      ['sidecar', 8080],
      ['none', 8080],
    ]);
  });

  it('makes no endpoints of a Service without a selector', () => {
    const bare = { ...service, spec: { ports: [{ port: 80 }] } };

    expect(
      tlsDestinationOf(view(pod('cart-1', ['app'])), bare, { port: 80 })
        .endpoints,
    ).toEqual([]);
  });

  it('sees a native sidecar and an ambient pod', () => {
    const native = pod('cart-1', ['app']);
    const ambient = pod('cart-2', ['app']);
    native.spec = {
      ...native.spec,
      initContainers: [{ name: 'istio-proxy', restartPolicy: 'Always' }],
    };
    ambient.metadata.annotations = {
      'ambient.istio.io/redirection': 'enabled',
    };

    expect([native, ambient].map(workloadProxyOf)).toEqual([
      'sidecar',
      'ambient',
    ]);
  });

  it('answers for a pair of pods from the objects of the cluster', () => {
    const client = pod('batch-1', ['app']);
    const strict: PeerAuthentication = {
      apiVersion: 'security.istio.io/v1',
      kind: 'PeerAuthentication',
      metadata: { name: 'default', namespace: 'shop' },
      spec: { mtls: { mode: 'STRICT' } },
    };
    const cluster = view(client, pod('cart-1', ['app', 'istio-proxy']), strict);
    const destination = tlsDestinationOf(cluster, service, { port: 80 });
    const mesh = tlsMeshOf(cluster);
    const from = (caller: Pod) =>
      reachability({
        mesh,
        caller: tlsCallerOf(caller),
        destination,
        endpoint: destination.endpoints[0],
      }).outcome;

    expect(from(client)).toBe('fails');
    expect(from(pod('front-1', ['app', 'istio-proxy']))).toBe('mtls');
  });
});
