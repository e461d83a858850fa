import {
  ClusterView,
  DecisionResponse,
  Evidence,
  Target,
  targetAuthorizer,
  Verdict,
  WorkloadNotFoundError,
} from '@onmesh/plugin-mesh-common';
import { RequestInput, toAuthorizationRequest } from './requestSchema';

/** A request, and what becomes of it. */
export interface Answer {
  name?: string;
  workload: string;
  request: RequestInput;
  verdict: Verdict;
  /** The deciding rule as proxy logs name it; absent when no rule of an AuthorizationPolicy decided. */
  rule?: string;
  reason: string;
  evidence?: Evidence;
  trace: DecisionResponse['trace'];
}

/** Answers requests to the workloads of a view. The policies of each workload are read once. */
export function answerer(
  view: ClusterView,
): (question: {
  name?: string;
  workload: string;
  request: RequestInput;
}) => Answer {
  const authorizers = new Map<string, ReturnType<typeof targetAuthorizer>>();
  return ({ name, workload, request }) => {
    const authorizer =
      authorizers.get(workload) ??
      targetAuthorizer({ view, target: parseTarget(view, workload) });
    authorizers.set(workload, authorizer);
    const { verdict, reason, evidence, trace } = authorizer(
      toAuthorizationRequest(request),
    );
    return {
      ...(name !== undefined && { name }),
      workload,
      request,
      verdict,
      rule: ruleId(evidence),
      reason,
      evidence,
      trace,
    };
  };
}

/** As `answerer`, but a workload that is not there gives an unknown verdict: one bad line must not hide the others. */
export function bulkAnswerer(view: ClusterView): ReturnType<typeof answerer> {
  const answer = answerer(view);
  return question => {
    try {
      return answer(question);
    } catch (error) {
      if (error instanceof WorkloadNotFoundError) {
        const reason = `${error.message}.`;
        return { ...question, verdict: 'unknown', reason, trace: [] };
      }
      throw error;
    }
  };
}

/** The target that `namespace/workload` names. */
export function parseTarget(view: ClusterView, workload: string): Target {
  const [namespace, name] = workload.split('/');
  return { cluster: view.cluster, namespace, workload: name };
}

/** `ns[..]-policy[..]-rule[n]`, without the rule where a policy decides by matching nothing. */
function ruleId(evidence: Evidence | undefined): string | undefined {
  if (evidence?.kind !== 'AuthorizationPolicy') {
    return undefined;
  }
  const policy = `ns[${evidence.namespace}]-policy[${evidence.name}]`;
  const rule = /^spec\.rules\[(\d+)\]$/.exec(evidence.field ?? '')?.[1];
  return rule === undefined ? policy : `${policy}-rule[${rule}]`;
}
