import {
  AuthorizationPolicy,
  AuthorizationRule,
  AuthorizationSource,
} from '../istio/authorization/AuthorizationPolicy';
import { ProfileCaller } from '../profile/Profile';
import { managedMetadata } from './managed';
import { PolicyAttachment } from './policyAttachment';

/** Somebody whom a policy lets in. */
export interface AllowedCaller extends Omit<ProfileCaller, 'methods'> {
  methods?: string[];
  /** Whoever calls, as long as the operation is allowed. */
  anybody?: true;
  /** Who makes the tokens that it has to bring. */
  issuer?: string;
}

/**
 * The AuthorizationPolicy that lets in the callers and nobody else: one ALLOW policy both opens for whom it names and
 * closes for the rest, so it needs no deny-all beside it. Without callers it has no rules, which lets nobody in.
 */
export function authorizationPolicy(of: {
  name: string;
  namespace: string;
  attachment: PolicyAttachment;
  callers: readonly AllowedCaller[];
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
      ...of.attachment,
      action: 'ALLOW',
      ...(of.callers.length > 0 && { rules: of.callers.map(callerRule) }),
    },
  };
}

/**
 * The rule that lets one caller in.
 *
 * @throws Error for a caller that names nobody, because a rule without a source lets everybody in.
 */
export function callerRule(caller: AllowedCaller): AuthorizationRule {
  const { methods, paths, ports, endUser, anybody } = caller;
  const operation = {
    ...(ports && { ports: ports.map(String) }),
    ...(methods && { methods }),
    ...(paths && { paths }),
  };
  const when = Object.entries(endUser?.claims ?? {}).map(([claim, values]) => ({
    key: `request.auth.claims[${claim}]`,
    values,
  }));
  const source = sourceOf(caller);
  if (Object.keys(source).length === 0 && !anybody) {
    throw new Error(
      'A caller names neither an identity nor addresses, so its rule would let everybody in.',
    );
  }
  return {
    ...(!anybody && { from: [{ source }] }),
    ...(Object.keys(operation).length > 0 && { to: [{ operation }] }),
    ...(when.length > 0 && { when }),
  };
}

function sourceOf(caller: AllowedCaller): AuthorizationSource {
  const { namespace, serviceAccount, ipBlocks, endUser, issuer } = caller;
  return {
    ...(namespace !== undefined &&
      (serviceAccount === undefined
        ? { namespaces: [namespace] }
        : { principals: [principal(namespace, serviceAccount)] })),
    ...(ipBlocks && { ipBlocks }),
    ...(endUser &&
      issuer !== undefined && { requestPrincipals: [`${issuer}/*`] }),
  };
}

/**
 * `principals` rather than `serviceAccounts`: every Istio knows it, `serviceAccounts` only those from 1.25 on, and an
 * older API server would drop the unknown field and leave a rule that lets everybody in. The trust domain
 * `cluster.local` means the mesh's own, whatever that is called.
 *
 * Source: istio pilot/pkg/security/trustdomain/bundle.go, `ReplaceTrustDomainAliases`.
 */
function principal(namespace: string, serviceAccount: string): string {
  return `cluster.local/ns/${namespace}/sa/${serviceAccount}`;
}
