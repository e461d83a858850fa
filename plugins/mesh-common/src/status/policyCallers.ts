import { actionOf, AuthorizationPolicy } from '../istio/authorization';
import { Caller } from './TargetStatus';

/**
 * The identities that ALLOW rules name outright. Wildcards and conditions name nobody in particular, so they give no
 * caller; they still count when a caller that is known otherwise is judged.
 */
export function policyCallers(
  policies: readonly AuthorizationPolicy[],
): Caller[] {
  return policies
    .filter(policy => actionOf(policy) === 'ALLOW')
    .flatMap(policy =>
      (policy.spec?.rules ?? [])
        .flatMap(rule => rule.from ?? [])
        .flatMap(({ source }) => [
          ...(source?.principals ?? []).flatMap(fromPrincipal),
          ...(source?.serviceAccounts ?? []).flatMap(name =>
            fromServiceAccount(name, policy.metadata.namespace),
          ),
        ]),
    );
}

function fromPrincipal(principal: string): Caller[] {
  const match = /^[^/*]+\/ns\/([^/*]+)\/sa\/([^/*]+)$/.exec(principal);
  return match ? [callerOf(match[1], match[2])] : [];
}

function fromServiceAccount(name: string, policyNamespace = ''): Caller[] {
  const [first, second] = name.split('/');
  return [
    second === undefined
      ? callerOf(policyNamespace, first)
      : callerOf(first, second),
  ];
}

function callerOf(namespace: string, serviceAccount: string): Caller {
  return { label: serviceAccount, namespace, serviceAccount };
}
