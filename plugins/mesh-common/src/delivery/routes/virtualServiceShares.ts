import { byAge } from '../../kubernetes/byAge';
import { listOf } from '../listOf';
import {
  Destination,
  HttpMatch,
  HttpRoute,
  VirtualService,
} from '../VirtualService';
import { ALL_OTHERS, describeMatches } from './describeMatch';
import { hostRank, meshHost } from './meshHost';
import { RouteInput } from './RouteInput';
import { Backend, shadowOf, splitOf } from './splitOf';
import { RouteFinding, TrafficRule, TrafficShares } from './TrafficRule';
import { podsBehind, readyByVersion } from './versionsBehind';

/**
 * What the VirtualService of a Service does to requests of callers in the mesh; undefined when none applies. Rules are
 * tried in their order.
 *
 * Source: istio pilot/pkg/networking/core/route/route.go, pkg/config/validation/validation.go.
 */
export function virtualServiceShares(
  input: RouteInput,
): TrafficShares | undefined {
  const [found, ...others] = candidates(input);
  if (!found) {
    return undefined;
  }
  const routes = listOf(found.spec?.http)
    .map((route, rule) => ({ route, rule, match: meshMatches(route, input) }))
    .filter(({ match }) => match !== undefined)
    .map(({ route, rule, match = [] }) => ({ route, rule, match }));
  const findings = new Set<RouteFinding>();
  if (others.length > 0) {
    findings.add('severalRoutes');
  }
  const { name, namespace } = found.metadata;
  const about = {
    basis: 'VirtualService' as const,
    object: { kind: 'VirtualService', namespace, name },
  };
  if (routes.some(({ route }) => hasNoWeight(route))) {
    return {
      ...about,
      invalid: 'total destination weight = 0',
      rules: [],
      findings: [],
    };
  }
  const defaultAt = routes.findIndex(({ match }) => isForAll(match));
  const rules = routes.map(({ route, rule, match }, at): TrafficRule => {
    const unreachable = defaultAt !== -1 && at > defaultAt;
    if (unreachable) {
      findings.add('unreachableRule');
    }
    return {
      rule,
      when: describeMatches(match),
      default: at === defaultAt,
      unreachable,
      ...splitBetween(route, found, input, findings),
      shadow: shadows(route, found, input),
    };
  });
  return {
    ...about,
    rules,
    ...(rules.length > 0 && defaultAt === -1 ? { unmatched: 404 } : {}),
    findings: [...findings],
  };
}

/** The most specific host wins, then the oldest object. */
function candidates(input: RouteInput): VirtualService[] {
  const { name, namespace } = input.service.metadata;
  const caller = input.callerNamespace ?? namespace;
  const rank = ({ metadata, spec }: VirtualService) =>
    Math.max(
      0,
      ...listOf(spec?.hosts).map(host =>
        hostRank(host, metadata?.namespace, { name, namespace }),
      ),
    );
  return listOf(input.virtualServices)
    .filter(one => rank(one) > 0 && isForMesh(one) && isVisible(one, caller))
    .sort(
      (a, b) => (rank(b) === rank(a) ? 0 : rank(b) - rank(a)) || byAge(a, b),
    );
}

function isForMesh({ spec }: VirtualService): boolean {
  const gateways = listOf(spec?.gateways);
  return gateways.length === 0 || gateways.includes('mesh');
}

function isVisible(
  { metadata, spec }: VirtualService,
  caller: string | undefined,
): boolean {
  const exportTo = listOf(spec?.exportTo);
  return (
    exportTo.length === 0 ||
    exportTo.some(to =>
      to === '.' ? metadata.namespace === caller : to === '*' || to === caller,
    )
  );
}

/** The alternatives of a route that a caller in the mesh can meet; undefined when there is none. */
export function meshMatches(
  { match }: HttpRoute,
  { port }: Pick<RouteInput, 'port'>,
): HttpMatch[] | undefined {
  const all = listOf(match);
  if (all.length === 0) {
    return [];
  }
  const possible = all
    .filter(({ gateways }) => {
      const names = listOf(gateways);
      return names.length === 0 || names.includes('mesh');
    })
    .filter(one => port === undefined || (one.port ?? port) === port)
    .map(one => (port === undefined ? one : { ...one, port: undefined }));
  return possible.length === 0 ? undefined : possible;
}

function isForAll(match: HttpMatch[]): boolean {
  return describeMatches(match) === ALL_OTHERS;
}

function hasNoWeight({ route }: HttpRoute): boolean {
  const weights = listOf(route).map(weightOf);
  return weights.length > 1 && weights.every(weight => weight === 0);
}

function weightOf({ weight }: { weight?: number }): number {
  return typeof weight === 'number' && weight > 0 ? weight : 0;
}

function splitBetween(
  route: HttpRoute,
  of: VirtualService,
  input: RouteInput,
  findings: Set<RouteFinding>,
): Pick<TrafficRule, 'shares' | 'estimate'> {
  const destinations = listOf(route.route);
  const [only] = destinations;
  const isSingle = destinations.length === 1;
  if (isSingle && only?.weight !== undefined && only.weight !== 100) {
    findings.add('weightIgnored');
  }
  return splitOf(
    destinations.map(one => {
      const weight = isSingle ? 1 : weightOf(one);
      const backend = backendOf(one.destination, of, input);
      if (backend !== 'unknown' && 'error' in backend) {
        const { error } = backend;
        const isEmpty = error === 'noReadyPods';
        if (!isEmpty || weight > 0) {
          findings.add(
            isEmpty && one.destination?.subset ? 'subsetWithoutPods' : error,
          );
        }
      }
      return { weight, backend };
    }),
  );
}

/** What is not a Service of this namespace may still exist: then nothing is concluded from not finding it. */
function backendOf(
  destination: Destination | undefined,
  { metadata }: VirtualService,
  { services, pods, destinationRules, service: { metadata: own } }: RouteInput,
): Backend {
  const { host, subset } = destination ?? {};
  const named = meshHost(host, metadata.namespace);
  const service = listOf(services).find(
    one =>
      one.metadata?.name === named?.name &&
      one.metadata?.namespace === named?.namespace,
  );
  if (!named || !service) {
    return named?.namespace === own.namespace && named !== undefined
      ? { error: 'hostNotFound', status: 503 }
      : 'unknown';
  }
  const labels =
    subset === undefined
      ? {}
      : listOf(destinationRules)
          .filter(rule => {
            const of = meshHost(rule.spec?.host, rule.metadata?.namespace);
            return of?.name === named.name && of.namespace === named.namespace;
          })
          .flatMap(rule => listOf(rule.spec?.subsets))
          .find(({ name }) => name === subset)?.labels;
  if (labels === undefined) {
    return { error: 'subsetNotFound', status: 503 };
  }
  const versions = readyByVersion(podsBehind(service, pods, labels));
  return versions.size === 0
    ? { error: 'noReadyPods', status: 503 }
    : { versions };
}

function shadows(
  route: HttpRoute,
  of: VirtualService,
  input: RouteInput,
): TrafficRule['shadow'] {
  const single = route.mirror
    ? [
        {
          destination: route.mirror,
          percent:
            route.mirrorPercentage?.value ??
            (route.mirrorPercentage
              ? 0
              : (route.mirrorPercent ?? route.mirror_percent ?? 100)),
        },
      ]
    : [];
  const several = listOf(route.mirrors).map(({ destination, percentage }) => ({
    destination,
    percent: percentage ? (percentage.value ?? 0) : 100,
  }));
  return [...single, ...several].flatMap(({ destination, percent }) =>
    shadowOf(backendOf(destination, of, input), percent),
  );
}
