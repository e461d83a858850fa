import { listOf } from '../listOf';
import { Canary } from './Canary';
import { canaryNames } from './canaryNames';

/** The Canary that delivers a workload: it names it as its target, or made it as the copy that serves. */
export function canaryFor(
  workload: { kind: string; namespace: string; name: string } | undefined,
  canaries: readonly Canary[] | undefined,
): Canary | undefined {
  return (
    workload &&
    listOf(canaries).find(canary => {
      const { kind } = canary.spec?.targetRef ?? {};
      const { canaryWorkload, primaryWorkload } = canaryNames(canary);
      return (
        kind === workload.kind &&
        canary.metadata?.namespace === workload.namespace &&
        [canaryWorkload, primaryWorkload].includes(workload.name)
      );
    })
  );
}
