import { decide } from '../istio/authorization';
import { DecisionResponse } from '../api/types';
import { ClusterView } from '../view/ClusterView';
import { authorizationSetup } from './authorizationSetup';
import { enrolment, meshOf } from './enrolment';
import { portMtls } from './portMtls';
import { Target } from './Target';
import { WorkloadNotFoundError } from './evaluateTarget';
import { whyUnknown } from './whyUnknown';
import { findWorkload } from './Workload';

/**
 * Would this request be allowed? Transport first: a port that takes only mTLS refuses plaintext before any policy is
 * asked. What the question leaves out stands for any value.
 *
 * @throws WorkloadNotFoundError
 */
export function decideForTarget(options: {
  view: ClusterView;
  target: Target;
  /** Null for a caller without mTLS. */
  from: { namespace: string; serviceAccount: string } | null;
  port?: number;
  method?: string;
  path?: string;
}): DecisionResponse {
  const { view, target, from, port, method, path } = options;
  const workload = findWorkload(view, target);
  if (!workload) {
    throw new WorkloadNotFoundError(target);
  }
  const mesh = meshOf(workload);
  if (mesh === 'none') {
    const reason = 'No proxy stands before it, so nothing checks callers.';
    return { verdict: 'allowed', reason, trace: [] };
  }
  const unknownBecause = whyUnknown({
    view,
    mesh,
    kind: 'AuthorizationPolicy',
  });
  if (unknownBecause !== undefined) {
    return { verdict: 'unknown', reason: unknownBecause, trace: [] };
  }
  const listening = portMtls({
    view,
    workload,
    mesh,
    enrolment: enrolment(workload, view.mesh),
  }).find(candidate => candidate.port === port);
  if (from === null && listening?.accepts === 'mtls-only') {
    const { reason, evidence } = listening;
    return { verdict: 'denied', reason, evidence, trace: [] };
  }
  const decision = decide({
    ...authorizationSetup({ view, workload, mesh }),
    request: {
      source: {
        principal:
          from &&
          `${view.mesh.trustDomain}/ns/${from.namespace}/sa/${from.serviceAccount}`,
      },
      port,
      protocol:
        listening?.protocol === 'unknown' ? undefined : listening?.protocol,
      method,
      path,
    },
  });
  const { by } = decision;
  return {
    verdict: decision.verdict === 'unknown' ? 'depends' : decision.verdict,
    reason: decision.reason,
    evidence: by && {
      kind: by.kind,
      namespace: by.namespace,
      name: by.name,
      field: by.rule === undefined ? 'spec' : `spec.rules[${by.rule}]`,
    },
    trace: decision.trace.map(({ policy, action, dryRun, matched, why }) => ({
      evidence: { kind: 'AuthorizationPolicy', ...policy },
      action,
      dryRun,
      matched,
      why,
    })),
  };
}
