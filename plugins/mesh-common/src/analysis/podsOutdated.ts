import { meshNames } from '../status/meshNames';
import { PodGroup, ProxyState } from '../status/TargetStatus';
import { Rule } from './Rule';

/** Pods in the mesh in another way than new pods would be: after an upgrade or a move, until they are replaced. */
export const podsOutdated: Rule = ({ status }) =>
  (status.enrolment.podGroups ?? [])
    .filter(({ now, needs }) => needs === 'restart' && now.mesh !== 'none')
    .map(({ pods, now, wanted }: PodGroup) => ({
      severity: 'warning',
      message: `${pods.length === 1 ? `Pod ${pods[0]} has` : `${pods.length} pods have`} ${describe(now)}; new pods get ${describe(wanted)}.`,
      action: `Restart ${status.workloadKind} ${status.target.workload}.`,
    }));

function describe({ mesh, revision }: ProxyState): string {
  return revision === undefined
    ? meshNames[mesh]
    : `${meshNames[mesh]} of revision ${revision}`;
}
