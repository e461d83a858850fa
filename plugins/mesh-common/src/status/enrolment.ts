import { MeshSettings } from '../view/ClusterView';
import { ExpectedProxy, expectedProxy } from './expectedProxy';
import { podGroups } from './podGroups';
import { meshOf, proxyOf } from './podProxy';
import { Enrolment, PodGroup } from './TargetStatus';
import { Workload } from './Workload';

export { meshOf, proxyOf };

/**
 * Whether the workload's pods are in the mesh: what they carry now, held against what new pods would get. Only a restart
 * gives or takes a sidecar, because injection happens when a pod is made; ambient takes running pods.
 */
export function enrolment(
  workload: Workload,
  settings: MeshSettings,
): Enrolment {
  const expected = expectedProxy(workload, settings);
  const groups = podGroups(workload, expected);
  const isMeshed = ({ now }: PodGroup) => now.mesh !== 'none';
  const total = workload.pods.length;
  const withProxy = sizeOf(groups.filter(isMeshed));
  const withReadyProxy = sizeOf(
    groups.filter(group => isMeshed(group) && group.ready),
  );
  const base = {
    pods: { total, withProxy, withReadyProxy },
    podGroups: groups,
    evidence: expected.evidence,
    revision: 'revision' in expected ? expected.revision : undefined,
  };

  if (total === 0) {
    return {
      ...base,
      state: 'unknown',
      reason: `No pod is running. ${expected.reason}`,
      missing: ['A running pod.'],
    };
  }
  const missing = whatIsMissing(groups, expected);
  if (withProxy === total) {
    const reason = `Every pod has a proxy. ${expected.reason}`;
    return { ...base, state: 'enrolled', reason, missing };
  }
  if (withProxy > 0) {
    const reason = `${withProxy} of ${count(total, 'pod')} have a proxy. ${expected.reason}`;
    return { ...base, state: 'partly', reason, missing };
  }
  if (groups.some(({ needs }) => needs === 'restart')) {
    return {
      ...base,
      state: 'pending-restart',
      reason: `${expected.reason} The running pods are older than that.`,
      missing: ['A restart of the workload.'],
    };
  }
  if (groups.some(({ needs }) => needs === 'capture')) {
    return {
      ...base,
      state: 'pending-capture',
      reason: `${expected.reason} The running pods are not captured yet, which takes no restart.`,
      missing,
    };
  }
  return {
    ...base,
    state: 'not-enrolled',
    reason: expected.reason,
    missing: [
      'The label sidecar.istio.io/inject: "true" on the pods, or injection for the namespace.',
    ],
  };
}

function whatIsMissing(
  groups: readonly PodGroup[],
  expected: ExpectedProxy,
): string[] {
  const needing = (needs: PodGroup['needs']) =>
    groups.filter(group => group.needs === needs);
  // A pod that waits for another revision may lack readiness as well.
  const notReady = sizeOf(
    groups.filter(({ now, ready }) => now.mesh !== 'none' && !ready),
  );
  const isOutdated = ({ now, wanted }: PodGroup) =>
    now.mesh === wanted.mesh && now.revision !== wanted.revision;
  const restart = needing('restart').filter(
    ({ wanted }) => wanted.mesh !== 'none',
  );
  const without = sizeOf(restart.filter(({ now }) => now.mesh === 'none'));
  const moving = restart.filter(
    group => group.now.mesh !== 'none' && !isOutdated(group),
  );
  const capture = sizeOf(needing('capture'));
  const losing = groups.some(
    ({ now, wanted }) => wanted.mesh === 'none' && now.mesh !== 'none',
  );
  return [
    ...(notReady > 0
      ? [`The proxy of ${count(notReady, 'pod')} is not ready.`]
      : []),
    ...(without > 0
      ? [`A restart of the ${count(without, 'pod')} without a proxy.`]
      : []),
    ...restart
      .filter(isOutdated)
      .map(
        group =>
          `A restart of the ${count(group.pods.length, 'pod')} with a sidecar of revision ${group.now.revision}; new pods get revision ${group.wanted.revision}.`,
      ),
    ...(moving.length > 0
      ? [
          `A restart of the ${count(sizeOf(moving), 'pod')} with a proxy of another kind; ${expected.dataPlane === 'ambient' ? 'a sidecar keeps a pod out of ambient' : 'a sidecar comes only with a new pod'}.`,
        ]
      : []),
    ...(capture > 0
      ? [
          `The CNI agent of the nodes of ${count(capture, 'pod')}, which captures pods without a restart.`,
        ]
      : []),
    ...(losing ? ['New pods would not get a proxy.'] : []),
  ];
}

function sizeOf(groups: readonly PodGroup[]): number {
  return groups.reduce((sum, { pods }) => sum + pods.length, 0);
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
