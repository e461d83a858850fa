import { gatewayApiMatch } from '../../../istio/routing/gatewayApiMatch';
import { listOf } from '../../listOf';
import { HttpMatch, VirtualService } from '../../VirtualService';
import { HTTPRoute } from '../HTTPRoute';
import { RouteInput } from '../RouteInput';
import { trafficShares } from '../trafficShares';
import { TrafficRule, TrafficShares } from '../TrafficRule';
import { meshMatches } from '../virtualServiceShares';
import { matchHolds, PathComparison } from './matchHolds';
import { precedence } from './precedence';
import { RoutedRequest } from './RoutedRequest';

/** What becomes of one request. */
export interface RuleForRequest {
  routes: TrafficShares;
  /** The rule that takes it; undefined when none does, or when that depends on what is not known of the request. */
  taken?: TrafficRule;
  /** Every rule that may take it, in the order in which they are tried; `unmatched` when perhaps none does. */
  possible: (TrafficRule | 'unmatched')[];
}

interface Condition {
  rule: TrafficRule;
  match?: HttpMatch;
}

/**
 * Which rule takes one request to a Service. VirtualServices are tried in their order, HTTPRoutes the more specific
 * condition first.
 *
 * Source: istio pilot/pkg/networking/core/route/route.go; pilot/pkg/config/kube/gateway/conversion.go, `sortHTTPRoutes`;
 * linkerd2-proxy linkerd/http/route/src/lib.rs, `find`.
 */
export function ruleForRequest(
  input: RouteInput,
  request: RoutedRequest,
): RuleForRequest {
  const routes = trafficShares(input);
  const { conditions, how } = conditionsOf(routes, input);
  const possible: RuleForRequest['possible'] = [];
  for (const { rule, match } of conditions) {
    const holds = match ? matchHolds(match, request, how) : true;
    if (holds !== false && !possible.includes(rule)) {
      possible.push(rule);
    }
    if (holds === true) {
      return settled(routes, possible);
    }
  }
  return settled(routes, [...possible, 'unmatched']);
}

function settled(
  routes: TrafficShares,
  possible: RuleForRequest['possible'],
): RuleForRequest {
  const [only, ...others] = possible;
  return {
    routes,
    ...(others.length === 0 && only !== 'unmatched' && { taken: only }),
    possible,
  };
}

/** Every condition with its rule, in the order in which they are tried. */
function conditionsOf(
  routes: TrafficShares,
  input: RouteInput,
): { conditions: Condition[]; how: PathComparison } {
  const { rules, object, basis } = routes;
  const isIt = ({ metadata }: VirtualService | HTTPRoute) =>
    metadata.name === object?.name && metadata.namespace === object.namespace;
  if (basis === 'VirtualService') {
    const found = input.virtualServices.find(isIt);
    return {
      how: {},
      conditions: rules.flatMap(rule => {
        const route = found?.spec?.http?.[rule.rule ?? -1];
        const matches = (route && meshMatches(route, input)) ?? [];
        return alternatives(rule, matches);
      }),
    };
  }
  if (basis === 'HTTPRoute') {
    const found = input.httpRoutes.find(isIt);
    return {
      how: { wholeParts: true },
      conditions: rules
        .flatMap(rule =>
          alternatives(
            rule,
            listOf(found?.spec?.rules?.[rule.rule ?? -1]?.matches).map(match =>
              // Both are what the Gateway API has; only ours takes every field to be optional.
              gatewayApiMatch(match as Parameters<typeof gatewayApiMatch>[0]),
            ),
          ),
        )
        .sort((a, b) => precedence(input.mesh, a.match, b.match)),
    };
  }
  return { how: {}, conditions: rules.map(rule => ({ rule })) };
}

function alternatives(
  rule: TrafficRule,
  matches: readonly HttpMatch[],
): Condition[] {
  return matches.length === 0
    ? [{ rule }]
    : matches.map(match => ({ rule, match }));
}
