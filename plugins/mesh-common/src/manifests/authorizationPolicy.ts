import {
  AuthorizationPolicy,
  AuthorizationRule,
  PolicyTargetReference,
} from '../istio/authorization/AuthorizationPolicy';
import { ProfileCaller } from '../profile/Profile';
import { managedMetadata } from './managed';

/**
 * The AuthorizationPolicy that lets in the callers and nobody else: one ALLOW policy both opens for whom it names and
 * closes for the rest, so it needs no deny-all beside it. Without callers it has no rules, which lets nobody in.
 */
export function authorizationPolicy(of: {
  name: string;
  namespace: string;
  /** Pods that it is for, for a sidecar or ztunnel to enforce. */
  selector?: Record<string, string>;
  /** What it is for instead, for a waypoint to enforce. */
  targetRefs?: PolicyTargetReference[];
  callers: readonly ProfileCaller[];
  /** Written down and counted, but not enforced. */
  dryRun: boolean;
}): AuthorizationPolicy {
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: managedMetadata({
      name: of.name,
      namespace: of.namespace,
      annotations: of.dryRun ? { 'istio.io/dry-run': 'true' } : undefined,
    }),
    spec: {
      ...(of.selector && { selector: { matchLabels: of.selector } }),
      ...(of.targetRefs && { targetRefs: of.targetRefs }),
      action: 'ALLOW',
      ...(of.callers.length > 0 && { rules: of.callers.map(callerRule) }),
    },
  };
}

/** The rule that lets one caller in. */
export function callerRule(caller: ProfileCaller): AuthorizationRule {
  const { methods, paths, ports } = caller;
  const operation = {
    ...(ports && { ports: ports.map(String) }),
    ...(methods && { methods }),
    ...(paths && { paths }),
  };
  return {
    from: [{ source: { principals: [principal(caller)] } }],
    ...(Object.keys(operation).length > 0 && { to: [{ operation }] }),
  };
}

/**
 * `principals` rather than `serviceAccounts`: every Istio knows it, `serviceAccounts` only those from 1.25 on, and an
 * older API server would drop the unknown field and leave a rule that lets everybody in. The trust domain
 * `cluster.local` means the mesh's own, whatever that is called.
 *
 * Source: istio pilot/pkg/security/trustdomain/bundle.go, `ReplaceTrustDomainAliases`.
 */
function principal({ namespace, serviceAccount }: ProfileCaller): string {
  return `cluster.local/ns/${namespace}/sa/${serviceAccount}`;
}
