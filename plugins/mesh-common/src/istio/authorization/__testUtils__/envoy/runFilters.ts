import { asNode, listOf, path, textOf, unread } from './envoyNodes';
import { EnvoyRequest, matchesNode } from './matchesNode';

export interface EnvoyVerdict {
  allowed: boolean;
  /** The policy that decided, by the name that it has in Envoy; absent where none matched. */
  policy?: string;
}

/**
 * What a chain of filters, as Istio generates them, does with a request. It reads only what the conformance data holds,
 * and throws on anything else, so that nothing passes unread.
 *
 * Source: envoy source/extensions/filters/common/rbac/matchers.cc and engine_impl.cc.
 */
export function runFilters(
  filters: readonly unknown[],
  request: EnvoyRequest,
): EnvoyVerdict {
  let askedBy: string | undefined;
  let decidedBy: string | undefined;
  for (const filter of filters.map(asNode)) {
    const config = asNode(filter.typedConfig);
    if (String(filter.name).endsWith('.ext_authz')) {
      const wanted = textOf(
        path(config, 'filterEnabledMetadata', 'value', 'stringMatch', 'prefix'),
      );
      // Istio puts the provider's name between this prefix and the policy's.
      const provider = wanted.replace('istio-ext-authz-', '');
      if (
        askedBy?.startsWith(wanted) &&
        request.extAuthz[provider] === 'deny'
      ) {
        return { allowed: false, policy: askedBy };
      }
      continue;
    }
    if (config.shadowRulesStatPrefix === 'istio_ext_authz_') {
      askedBy = firstPolicy(config.shadowRules, request);
    }
    if (config.rules === undefined) {
      continue;
    }
    const policy = firstPolicy(config.rules, request);
    switch (asNode(config.rules).action ?? 'ALLOW') {
      case 'ALLOW':
        if (policy === undefined) {
          return { allowed: false };
        }
        decidedBy = policy;
        break;
      case 'DENY':
        if (policy !== undefined) {
          return { allowed: false, policy };
        }
        break;
      case 'LOG':
        break;
      default:
        throw unread('action', config.rules);
    }
  }
  return { allowed: true, policy: decidedBy };
}

// Envoy keeps policies in a map that is sorted by name.
function firstPolicy(rules: unknown, request: EnvoyRequest) {
  const policies = Object.entries(asNode(asNode(rules).policies ?? {}));
  return policies
    .filter(
      ([, policy]) =>
        listOf(asNode(policy).permissions).some(n => matchesNode(n, request)) &&
        listOf(asNode(policy).principals).some(n => matchesNode(n, request)),
    )
    .map(([name]) => name)
    .sort()[0];
}
