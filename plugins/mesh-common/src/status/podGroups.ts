import { isEnrolledInAmbient } from '../istio/ambientEnrolment';
import { Pod } from '../kubernetes/KubernetesObject';
import { ExpectedProxy } from './expectedProxy';
import { PodProxy, podProxy } from './podProxy';
import { PodGroup, ProxyState } from './TargetStatus';
import { Workload } from './Workload';

/**
 * The running pods of a workload, those that fare alike together: what they have, what a new pod would get, and what it
 * takes to close the difference. A sidecar comes and goes with its pod; ambient captures and lets go of running pods.
 */
export function podGroups(
  workload: Workload,
  expected: ExpectedProxy,
): PodGroup[] {
  const groups = new Map<string, PodGroup>();
  for (const pod of workload.pods) {
    const { pods, ...rest } = groupOf(pod, workload, expected);
    const key = JSON.stringify(rest);
    const group = groups.get(key);
    if (group) {
      group.pods.push(...pods);
    } else {
      groups.set(key, { pods, ...rest });
    }
  }
  return [...groups.values()].map(group => ({
    ...group,
    pods: group.pods.sort(),
  }));
}

function groupOf(
  pod: Pod,
  workload: Workload,
  expected: ExpectedProxy,
): PodGroup {
  const proxy = podProxy(pod);
  const wanted = wantedBy(expected);
  return {
    pods: [pod.metadata.name],
    now: stateOf(proxy),
    wanted,
    ready: proxy.ready,
    ...need(pod, proxy, wanted, workload),
  };
}

function stateOf({ mesh, revision, native }: PodProxy): ProxyState {
  return {
    mesh,
    ...(revision !== undefined && { revision }),
    ...(native && { native }),
  };
}

function wantedBy(expected: ExpectedProxy): ProxyState {
  switch (expected.dataPlane) {
    case 'sidecar':
      return { mesh: 'istio-sidecar', revision: expected.revision };
    case 'ambient':
      return { mesh: 'istio-ambient' };
    case 'linkerd':
      return { mesh: 'linkerd' };
    default:
      return { mesh: 'none' };
  }
}

function need(
  pod: Pod,
  now: PodProxy,
  wanted: ProxyState,
  { namespace }: Workload,
): Pick<PodGroup, 'needs' | 'reason'> {
  if (now.mesh !== wanted.mesh) {
    if (wanted.mesh === 'istio-ambient' && now.mesh === 'none') {
      // Ambient looks at the labels of the pod itself, which may be older than those of the template.
      return isEnrolledInAmbient({ namespace, pod })
        ? {
            needs: 'capture',
            reason:
              'The labels ask for ambient, but the CNI agent of its node has not captured it.',
          }
        : {
            needs: 'restart',
            reason: 'It is older than the labels that ask for ambient.',
          };
    }
    if (now.mesh === 'istio-ambient' && wanted.mesh === 'none') {
      return {
        needs: 'release',
        reason:
          'Nothing asks for ambient any more, but the CNI agent of its node has not let go of it.',
      };
    }
    return { needs: 'restart', reason: whyRestart(now, wanted) };
  }
  if (
    now.revision !== undefined &&
    wanted.revision !== undefined &&
    now.revision !== wanted.revision
  ) {
    return {
      needs: 'restart',
      reason: `Its sidecar is of revision ${now.revision}; new pods get revision ${wanted.revision}.`,
    };
  }
  return now.mesh === 'none' || now.ready
    ? { needs: 'nothing', reason: 'It has what new pods get.' }
    : { needs: 'ready-proxy', reason: 'Its proxy is not ready.' };
}

function whyRestart(now: PodProxy, wanted: ProxyState): string {
  if (wanted.mesh === 'none') {
    return 'It keeps its proxy until it is replaced; new pods get none.';
  }
  const has = {
    none: 'It has no proxy',
    'istio-sidecar': 'It has a sidecar, which keeps it out of ambient',
    'istio-ambient': 'It is in ambient; a sidecar comes only with a new pod',
    linkerd: "It has Linkerd's proxy",
  }[now.mesh];
  return `${has}; it is older than what decides for new pods.`;
}
