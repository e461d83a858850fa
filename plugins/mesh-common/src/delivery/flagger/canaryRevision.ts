import { Canary } from './Canary';
import { canaryChecksum } from './canaryChecksum';

/** One version on its way, in one delivery: what somebody approves. */
export interface CanaryRevision {
  /** As Flagger sends it. */
  checksum: string;
  /** When this delivery began. A version that is delivered again, after another one, is asked about again. */
  since: string;
  /**
   * `metadata.generation` of the workload while the delivery waits to start: nothing of the new version has been applied
   * then, and the checksum is that of the version before.
   */
  generation?: number;
}

/** Phases in which Flagger asks about a new version. */
const underWay = ['Waiting', 'Progressing', 'WaitingPromotion'];

/**
 * What is on its way; undefined at rest, and when the objects do not tell it apart from other versions.
 *
 * Source: flagger pkg/canary/status.go, `MakeStatusConditions`: the condition Promoted is Unknown from the first moment of
 * a delivery to its last.
 */
export function canaryRevision(
  canary: Canary,
  workload: { metadata: { generation?: number } } | undefined,
): CanaryRevision | undefined {
  const { phase = '', conditions } = canary.status ?? {};
  const since = conditions?.find(
    ({ type, status }) => type === 'Promoted' && status === 'Unknown',
  )?.lastTransitionTime;
  const waits = phase === 'Waiting';
  const generation = workload?.metadata.generation;
  if (
    !underWay.includes(phase) ||
    !since ||
    (waits && generation === undefined)
  ) {
    return undefined;
  }
  return {
    checksum: canaryChecksum(canary),
    since,
    ...(waits && { generation }),
  };
}

/** Whether two are the same version in the same delivery. */
export function isSameRevision(a: CanaryRevision, b: CanaryRevision): boolean {
  return (
    a.checksum === b.checksum &&
    Date.parse(a.since) === Date.parse(b.since) &&
    a.generation === b.generation
  );
}
