import { byAge } from '../../kubernetes/byAge';
import { listOf } from '../listOf';
import { ALL_OTHERS, describeGatewayMatches } from './describeMatch';
import { BackendRef, GatewayRule, HTTPRoute, ParentRef } from './HTTPRoute';
import { RouteInput } from './RouteInput';
import { Backend, shadowOf, splitOf } from './splitOf';
import { RouteFinding, TrafficRule, TrafficShares } from './TrafficRule';
import { podsBehind, readyByVersion } from './versionsBehind';

const noBackendWeight: Backend = { error: 'noBackendWeight', status: 500 };

/**
 * What the HTTPRoute of a Service does to requests of callers in the mesh; only findings when there are routes but none
 * is in effect, undefined when there is none. The more specific rule wins, whatever the order.
 *
 * Source: istio pilot/pkg/config/kube/gateway/conversion.go; linkerd2 policy-controller/k8s/index/src/outbound,
 * linkerd2-proxy linkerd/{http/route,distribute}.
 */
export function httpRouteShares(
  input: RouteInput,
): TrafficShares | { basis: undefined; findings: RouteFinding[] } | undefined {
  const attached = listOf(input.httpRoutes).filter(route =>
    parentOf(route, input),
  );
  const [found, ...others] = attached
    .filter(route => isAccepted(route, input))
    .sort(byAge);
  if (!found) {
    return attached.length > 0
      ? { basis: undefined, findings: ['routeNotAccepted'] }
      : undefined;
  }
  const findings = new Set<RouteFinding>(
    others.length > 0 ? ['severalRoutes'] : [],
  );
  const rules = listOf(found.spec?.rules).map((rule, at): TrafficRule => {
    const when = describeGatewayMatches(listOf(rule.matches));
    return {
      rule: at,
      when,
      default: when === ALL_OTHERS,
      unreachable: false,
      ...splitBetween(rule, found, input, findings),
      shadow: shadows(rule, found, input),
    };
  });
  const { name, namespace } = found.metadata;
  return {
    basis: 'HTTPRoute',
    object: { kind: 'HTTPRoute', namespace, name },
    rules,
    ...(rules.length > 0 && rules.every(rule => !rule.default)
      ? { unmatched: 404 }
      : {}),
    findings: [...findings],
  };
}

/** A route of another namespace than the Service's is for the callers of its own namespace only. */
function parentOf(route: HTTPRoute, input: RouteInput): ParentRef | undefined {
  const { name, namespace } = input.service.metadata;
  const caller = input.callerNamespace ?? namespace;
  const own = route.metadata?.namespace;
  return own !== namespace && own !== caller
    ? undefined
    : listOf(route.spec?.parentRefs).find(
        parent =>
          isCoreService(parent, 'Gateway') &&
          parent.name === name &&
          (parent.namespace ?? own) === namespace &&
          (parent.port === undefined ||
            input.port === undefined ||
            parent.port === input.port),
      );
}

/** Both meshes refuse to follow a route that they did not accept; Linkerd also one that nobody has judged yet. */
function isAccepted(route: HTTPRoute, input: RouteInput): boolean {
  const parent = parentOf(route, input);
  const verdicts = listOf(route.status?.parents)
    .filter(
      ({ parentRef }) =>
        parentRef?.name === parent?.name && parentRef?.port === parent?.port,
    )
    .flatMap(({ conditions }) => listOf(conditions))
    .filter(({ type }) => type === 'Accepted');
  return verdicts.length === 0
    ? input.mesh !== 'linkerd'
    : verdicts.some(({ status }) => status === 'True');
}

function isCoreService(
  { group, kind }: { group?: string; kind?: string },
  defaultKind: string,
): boolean {
  const isCore =
    group === '' ||
    group === 'core' ||
    (group === undefined && defaultKind === 'Service');
  return isCore && (kind ?? defaultKind) === 'Service';
}

function splitBetween(
  rule: GatewayRule,
  route: HTTPRoute,
  input: RouteInput,
  findings: Set<RouteFinding>,
): Pick<TrafficRule, 'shares' | 'estimate'> {
  if (listOf(rule.filters).some(({ type }) => type === 'RequestRedirect')) {
    return { estimate: false };
  }
  const isLinkerd = input.mesh === 'linkerd';
  const refs = listOf(rule.backendRefs);
  if (refs.length === 0 && isLinkerd) {
    return splitOf([{ weight: 1, backend: podsOf(input.service, input) }]);
  }
  const [only] = refs;
  const ignoresWeight = isLinkerd && refs.length === 1;
  if (ignoresWeight && only?.weight === 0) {
    findings.add('weightIgnored');
  }
  const weights = refs.map(({ weight = 1 }) =>
    ignoresWeight ? 1 : Math.max(Number(weight) || 0, 0),
  );
  if (weights.every(weight => weight === 0)) {
    if (isLinkerd) {
      return { estimate: false };
    }
    findings.add('noBackendWeight');
    return splitOf([{ weight: 1, backend: noBackendWeight }]);
  }
  return splitOf(
    refs.map((ref, at) => {
      const weight = weights[at] ?? 0;
      const backend = backendOf(ref, route, input);
      if (backend !== 'unknown' && 'error' in backend) {
        if (backend.error !== 'noReadyPods' || weight > 0) {
          findings.add(backend.error);
        }
      }
      return { weight, backend };
    }),
  );
}

function backendOf(
  ref: BackendRef,
  { metadata }: HTTPRoute,
  input: RouteInput,
): Backend {
  if (!isCoreService(ref, 'Service')) {
    return { error: 'backendKind', status: 500 };
  }
  if (ref.port === undefined) {
    return { error: 'backendPortMissing', status: 500 };
  }
  const namespace = ref.namespace ?? metadata.namespace;
  const service = listOf(input.services).find(
    one =>
      one.metadata?.name === ref.name && one.metadata?.namespace === namespace,
  );
  if (service) {
    return podsOf(service, input);
  }
  // Services of other namespaces are not among those looked at.
  return namespace === input.service.metadata.namespace
    ? { error: 'backendNotFound', status: 500 }
    : 'unknown';
}

/** Without a ready pod Istio answers 503; the Linkerd proxy may turn to other backends. */
function podsOf(service: RouteInput['service'], input: RouteInput): Backend {
  const versions = readyByVersion(podsBehind(service, input.pods));
  if (versions.size > 0) {
    return { versions };
  }
  return input.mesh === 'linkerd'
    ? 'unknown'
    : { error: 'noReadyPods', status: 503 };
}

function shadows(
  { filters }: GatewayRule,
  route: HTTPRoute,
  input: RouteInput,
): TrafficRule['shadow'] {
  return listOf(filters).flatMap(({ type, requestMirror }) => {
    const { backendRef, percent, fraction } = requestMirror ?? {};
    if (type !== 'RequestMirror' || !backendRef) {
      return [];
    }
    const part = fraction
      ? ((fraction.numerator ?? 0) * 100) / (fraction.denominator ?? 100)
      : (percent ?? 100);
    return shadowOf(backendOf(backendRef, route, input), part);
  });
}
