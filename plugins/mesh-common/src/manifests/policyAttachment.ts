import { PolicyTargetReference } from '../istio/authorization/AuthorizationPolicy';

/** What a policy is for: pods, for a sidecar or ztunnel to enforce, or Services, for their waypoint to enforce. */
export type PolicyAttachment =
  | { selector: { matchLabels: Record<string, string> } }
  | { targetRefs: PolicyTargetReference[] };

/** For the pods that labels select. */
export function toPods(labels: Record<string, string>): PolicyAttachment {
  return { selector: { matchLabels: labels } };
}

/** For calls to Services of the policy's namespace. */
export function toServices(names: readonly string[]): PolicyAttachment {
  return {
    targetRefs: names.map(name => ({ group: '', kind: 'Service', name })),
  };
}
