import { Pod, Service, WorkloadObject } from '../kubernetes/KubernetesObject';
import { ClusterView } from '../view/ClusterView';
import { versionedService } from './versionedService';
import { findWorkload } from './Workload';

const shop = (name: string, labels?: Record<string, string>) => ({
  name,
  namespace: 'shop',
  labels,
});
const deployment: WorkloadObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: shop('web-v1'),
  spec: {
    selector: { matchLabels: { app: 'web', version: 'v1' } },
    template: { metadata: { labels: { app: 'web', version: 'v1' } } },
  },
};
const service = (name: string, selector: Record<string, string>): Service => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: shop(name),
  spec: { selector },
});
let count = 0;
const pod = (
  version: string | undefined,
  state: Partial<Pod['status']> = {},
): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: shop(`web-${(count += 1)}`, {
    app: 'web',
    ...(version !== undefined && { version }),
  }),
  spec: { containers: [{ name: 'istio-proxy' }] },
  status: {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: 'True' }],
    ...state,
  },
});

function ask(pods: Pod[], services = [service('web', { app: 'web' })]) {
  const view = new ClusterView({
    cluster: 'a',
    objects: [deployment, ...services, ...pods],
  });
  const workload = findWorkload(view, {
    namespace: 'shop',
    workload: 'web-v1',
  });
  return workload && versionedService(view, workload);
}

const all = (total: number) => ({ total, ready: total, withReadyProxy: total });

describe('the versions behind a Service', () => {
  it('are counted, whichever workload runs them', () => {
    expect(ask([pod('v1'), pod('v2'), pod('v2')])).toEqual({
      service: 'web',
      versions: [
        { version: 'v1', pods: all(1) },
        { version: 'v2', pods: all(2) },
      ],
    });
  });

  it('have a part without a label', () => {
    expect(ask([pod('v1'), pod(undefined)])?.versions).toEqual([
      { pods: all(1) },
      { version: 'v1', pods: all(1) },
    ]);
  });

  it('are not told where there is one', () => {
    expect(ask([pod('v1'), pod('v1')])).toBeUndefined();
    expect(ask([])).toBeUndefined();
  });

  it('count neither finished pods, nor pods that do not stand ready as ready', () => {
    const waiting = pod('v2', { conditions: [] });
    expect(
      ask([pod('v1'), waiting, pod('v3', { phase: 'Succeeded' })])?.versions,
    ).toEqual([
      { version: 'v1', pods: all(1) },
      { version: 'v2', pods: { total: 1, ready: 0, withReadyProxy: 0 } },
    ]);
  });

  it('are those of the Service that leads to several', () => {
    expect(
      ask(
        [pod('v1'), pod('v2')],
        [
          service('web-v1', { app: 'web', version: 'v1' }),
          service('web', { app: 'web' }),
        ],
      )?.service,
    ).toBe('web');
  });
});
