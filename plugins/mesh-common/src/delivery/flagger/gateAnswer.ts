import { CanaryRevision, isSameRevision } from './canaryRevision';
import { GateType } from './gateTypes';

/** An approval that was neither withdrawn nor has expired. */
export interface GateApproval {
  gate: GateType;
  revision: CanaryRevision;
}

/** What Flagger hears. */
export interface GateAnswer {
  yes: boolean;
  /** In words. */
  why: string;
}

/**
 * The answer to a question of Flagger. A yes needs three that agree: what Flagger asks about, what somebody approved, and
 * what the cluster shows; whatever is not known is a no.
 *
 * @param options.now - what is on its way by the cluster's objects; undefined when that is not known, or nothing is
 */
export function gateAnswer(options: {
  gate: GateType;
  canary: { namespace: string; name: string };
  asked: { namespace: string; name: string; checksum: string };
  now: CanaryRevision | undefined;
  approvals: readonly GateApproval[];
}): GateAnswer {
  const { gate, canary, asked, now, approvals } = options;
  const no = (why: string): GateAnswer => ({ yes: false, why });
  if (asked.name !== canary.name || asked.namespace !== canary.namespace) {
    return no(
      `This URL is of canary ${canary.namespace}/${canary.name} and of no other.`,
    );
  }
  if (!now) {
    return no('No new version on its way is seen in the cluster.');
  }
  if (asked.checksum !== now.checksum) {
    return no(
      `The cluster shows ${now.checksum} and not ${asked.checksum}: the one or the other is late.`,
    );
  }
  const ofGate = approvals.filter(approval => approval.gate === gate);
  if (ofGate.some(({ revision }) => isSameRevision(revision, now))) {
    return { yes: true, why: `${gate} is approved for ${now.checksum}.` };
  }
  return no(
    ofGate.length > 0
      ? `${gate} was approved for another version or an earlier delivery, and not for this one.`
      : `${gate} is not approved for ${now.checksum}.`,
  );
}
