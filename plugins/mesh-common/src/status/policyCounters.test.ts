import { KubernetesObject } from '../kubernetes/KubernetesObject';
import {
  deployment,
  forPods,
  forService,
  from,
  namespace,
  pod,
  policy,
  service,
  waypoint,
  waypointPod,
} from '../istio/waypoint/__testUtils__/waypointWorld';
import { ClusterView, ViewGap } from '../view/ClusterView';
import { PolicyCounters, policyCounters } from './policyCounters';
import { findWorkload } from './Workload';

const DRY_RUN = { 'istio.io/dry-run': 'true' };
const USE = { 'istio.io/use-waypoint': 'wp' };

const inAmbient = [namespace('shop'), deployment(), pod('orders')];
const behindWaypoint = [...inAmbient, service(USE), waypoint(), waypointPod()];
const dryRun = (name: string, spec: object): KubernetesObject => {
  const written = policy(name, spec);
  return {
    ...written,
    metadata: { ...written.metadata, annotations: DRY_RUN },
  };
};
const forOther = {
  targetRefs: [{ group: '', kind: 'Service', name: 'invoices' }],
};

function countersOf(objects: KubernetesObject[], gaps: ViewGap[] = []) {
  const view = new ClusterView({ cluster: 'east', objects, gaps });
  const workload = findWorkload(view, {
    namespace: 'shop',
    workload: 'orders',
  });
  return workload && policyCounters(view, workload);
}

describe('what policies do is counted', () => {
  const atWaypoint: PolicyCounters = {
    ztunnel: true,
    envoy: { namespace: 'shop', pods: ['wp-1'], counts: 'dry-run' },
  };
  const atZtunnel: PolicyCounters = { ztunnel: true };
  const ours = dryRun('ours', { ...forService, rules: [from('web')] });

  it.each<[string, KubernetesObject[], PolicyCounters]>([
    [
      'by nobody outside the mesh',
      [namespace('shop'), deployment(), pod('orders', { proxy: 'none' })],
      {},
    ],
    [
      'by the sidecars',
      [
        namespace('shop', {}),
        deployment(),
        pod('orders', { proxy: 'sidecar' }),
      ],
      { envoy: { namespace: 'shop', pods: ['orders'], counts: 'all' } },
    ],
    ['by ztunnel in ambient', inAmbient, atZtunnel],
    [
      'by a waypoint as well, of dry runs alone, as it enforces for others',
      [...behindWaypoint, ours],
      atWaypoint,
    ],
    [
      'by a waypoint beside policies that others enforce there, or try at ztunnel',
      [
        ...behindWaypoint,
        ours,
        policy('enforced', { ...forOther, rules: [from('web')] }),
        dryRun('pods', { ...forPods, rules: [from('web')] }),
      ],
      atWaypoint,
    ],
    [
      'not by a waypoint that tries the policy of another Service too',
      [...behindWaypoint, ours, dryRun('others', forOther)],
      atZtunnel,
    ],
    [
      'not by a waypoint that serves other namespaces',
      [
        ...inAmbient,
        service(USE),
        waypoint({
          listeners: [
            {
              port: 15008,
              protocol: 'HBONE',
              allowedRoutes: { namespaces: { from: 'All' } },
            },
          ],
        }),
        waypointPod(),
        ours,
      ],
      atZtunnel,
    ],
    [
      'not by a waypoint that has no pods',
      [...inAmbient, service(USE), waypoint(), ours],
      atZtunnel,
    ],
  ])('%s', (_, objects, expected) => {
    expect(countersOf(objects)).toEqual(expected);
  });

  it('not by a waypoint where policies cannot be read', () => {
    expect(
      countersOf(behindWaypoint, [
        {
          kind: 'AuthorizationPolicy',
          reason: 'forbidden',
          notInstalled: false,
        },
      ]),
    ).toEqual(atZtunnel);
  });
});
