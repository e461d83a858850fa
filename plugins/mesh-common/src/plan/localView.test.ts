import { evaluateTarget } from '../status/evaluateTarget';
import { arrangeView, observed, target } from './__testUtils__/shop';
import { localView } from './localView';

const policy = (namespace: string, mode: string) => ({
  apiVersion: 'security.istio.io/v1',
  kind: 'PeerAuthentication',
  metadata: { name: 'default', namespace },
  spec: { mtls: { mode } },
});

const view = arrangeView({
  proxied: true,
  namespaceLabels: { 'istio-injection': 'enabled' },
  others: [policy('istio-system', 'STRICT'), policy('elsewhere', 'DISABLE')],
});

describe('localView', () => {
  it('gives the same status as the whole cluster', () => {
    const status = (of: typeof view) =>
      evaluateTarget({ view: of, target, observed, catalogCallers: [] });
    expect(status(localView(view, target))).toEqual(status(view));
    expect(status(view).ports[0].accepts).toBe('mtls-only');
  });

  it('leaves out what other namespaces hold', () => {
    const local = localView(view, target);
    expect(local.list('PeerAuthentication', 'elsewhere')).toEqual([]);
    expect(local.objects()).toHaveLength(view.objects().length - 1);
  });

  it('has what runs on every node, and that once', () => {
    const of = (namespace: string) =>
      localView(
        arrangeView({
          others: [
            {
              apiVersion: 'apps/v1',
              kind: 'DaemonSet',
              metadata: { name: 'cilium', namespace: 'kube-system' },
            },
          ],
        }),
        { ...target, namespace },
      );
    expect(of('shop').listAll('DaemonSet')).toHaveLength(1);
    expect(of('kube-system').listAll('DaemonSet')).toHaveLength(1);
  });

  it('has who asks for metrics, wherever that is, and that once', () => {
    const monitor = (namespace: string, namespaceSelector?: object) => ({
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: { name: namespace, namespace },
      spec: { namespaceSelector },
    });
    const others = [
      monitor('monitoring', { matchNames: ['shop'] }),
      monitor('central', { any: true }),
      monitor('shop'),
      monitor('elsewhere'),
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          name: 'prometheus-0',
          namespace: 'monitoring',
          labels: { app: 'prometheus' },
        },
      },
    ];
    const local = localView(arrangeView({ others }), target);
    expect(
      local
        .listAll('ServiceMonitor')
        .map(({ metadata }) => metadata.name)
        .sort(),
    ).toEqual(['central', 'monitoring', 'shop']);
    expect(local.list('Pod', 'monitoring')).toHaveLength(1);
  });
});
