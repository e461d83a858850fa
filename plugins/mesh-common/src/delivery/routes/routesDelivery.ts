import { isPodReady } from '../../kubernetes/isPodReady';
import { Pod, Service } from '../../kubernetes/KubernetesObject';
import { DeliveryInput, DeliveryStatus } from '../deliveryStatus';
import { DeliveryVersion } from '../deliveryVersions';
import { listOf } from '../listOf';
import { routeFindingWords } from './routeFindingWords';
import { trafficShares } from './trafficShares';
import { TrafficRule, TrafficShares, VersionShare } from './TrafficRule';
import { podsBehind, versionOf } from './versionsBehind';

/** The routes of a Service, and the Service that they are for. */
export interface ServiceRoutes {
  service: Service;
  shares: TrafficShares;
}

/** The first of some Services whose requests a route splits or sends different ways; undefined when there is none. */
export function routesOf(
  input: DeliveryInput,
  names: readonly string[] | undefined,
): ServiceRoutes | undefined {
  const namespace = (input.workload ?? input.rollout?.metadata)?.namespace;
  const services = listOf(input.services);
  return services
    .filter(
      ({ metadata }) =>
        metadata?.namespace === namespace &&
        listOf(names).includes(metadata?.name ?? ''),
    )
    .map(service => ({
      service,
      shares: trafficShares({
        service,
        port: portOf(service),
        mesh: input.mesh ?? 'istio',
        services,
        pods: listOf(input.pods),
        virtualServices: listOf(input.virtualServices),
        destinationRules: listOf(input.destinationRules),
        httpRoutes: listOf(input.httpRoutes),
      }),
    }))
    .find(({ shares }) => isCanaryLike(shares));
}

/** The rules of routes in which something depends on the request; undefined when nothing does. */
export function conditionalRules(
  routes: ServiceRoutes | undefined,
): TrafficRule[] | undefined {
  const rules = routes?.shares.rules ?? [];
  return rules.length > 1 ? rules : undefined;
}

/**
 * What is wrong with routes that a controller writes its weights into, where it costs requests. What has no effect, such as
 * the weight that Flagger leaves on a single destination, is the controller's own way.
 */
export function lostRequests(routes: ServiceRoutes | undefined): string[] {
  const { findings = [], rules = [] } = routes?.shares ?? {};
  const errors = new Set(
    rules
      .filter(({ unreachable }) => !unreachable)
      .flatMap(({ shares = [] }) => shares)
      .flatMap(share => ('error' in share ? [share.error] : [])),
  );
  return findings
    .filter(finding =>
      [...errors].some(
        error =>
          error === finding ||
          (error === 'noReadyPods' && finding === 'subsetWithoutPods'),
      ),
    )
    .map(finding => routeFindingWords[finding]);
}

/**
 * A delivery that no controller looks after: routes that people wrote split requests between versions, or send some of
 * them another way. It stays as it is until a person changes it. Undefined when no route does such a thing.
 */
export function routesDelivery(
  input: DeliveryInput,
): DeliveryStatus | undefined {
  const found = routesOf(input, input.workload?.services);
  if (!found) {
    return undefined;
  }
  const { service, shares } = found;
  const byDefault = shares.rules.find(rule => rule.default);
  const isSplit = (byDefault?.shares ?? []).filter(used).length > 1;
  const fails = shares.rules.some(
    rule => !rule.unreachable && rule.shares?.some(share => 'error' in share),
  );
  const { kind, name } = shares.object ?? { kind: 'route', name: '' };
  return {
    controller: 'routes',
    strategy: isSplit ? 'canary' : 'ab-testing',
    object: shares.object,
    phase: fails ? 'Degraded' : 'Paused',
    message: fails
      ? `${kind} ${name} sends some requests to ${service.metadata.name} where nothing answers them.`
      : `${kind} ${name} splits the requests to ${service.metadata.name}. No controller changes that: it stays until a person does.`,
    steps: [],
    versions: versionsOf(service, input.pods, shares, byDefault),
    analysis: [],
    rules: shares.rules,
    warnings: [
      ...shares.findings.map(finding => routeFindingWords[finding]),
      ...(shares.unmatched === undefined
        ? []
        : ['Requests that no rule is for get a 404 answer.']),
    ],
  };
}

/** Several versions by weight, or several rules that do not all do the same. */
function isCanaryLike({ basis, rules }: TrafficShares): boolean {
  const reached = rules.filter(({ unreachable }) => !unreachable);
  const outcomes = new Set(
    reached.map(({ shares }) => JSON.stringify(shares?.filter(used) ?? null)),
  );
  return (
    basis !== 'endpoints' &&
    (outcomes.size > 1 ||
      reached.some(
        ({ shares, estimate }) =>
          !estimate && (shares ?? []).filter(used).length > 1,
      ))
  );
}

function used({ percent }: VersionShare): boolean {
  return percent > 0;
}

function portOf({ spec }: Service): number | undefined {
  const [only, ...others] = listOf(spec?.ports);
  return others.length === 0 ? only?.port : undefined;
}

/** Shares are those of requests without any of the conditions; where all have one, none is said. */
function versionsOf(
  service: Service,
  pods: readonly Pod[],
  { rules }: TrafficShares,
  byDefault: TrafficRule | undefined,
): DeliveryVersion[] {
  const own = podsBehind(service, pods);
  const named = rules.flatMap(({ shares = [] }) =>
    shares.flatMap(share => ('version' in share ? [share.version] : [])),
  );
  return [...new Set([...named, ...own.map(versionOf)])].flatMap(version => {
    if (version === undefined) {
      return [];
    }
    const its = listOf(pods).filter(
      pod =>
        pod.metadata?.namespace === service.metadata.namespace &&
        versionOf(pod) === version &&
        (own.length === 0 || own.includes(pod)),
    );
    const share = byDefault?.shares?.find(
      one => 'version' in one && one.version === version,
    );
    return [
      {
        role: 'version' as const,
        name: version,
        podHash: version,
        images: [
          ...new Set(
            its.flatMap(({ spec }) =>
              listOf(spec?.containers).flatMap(({ image }) => image ?? []),
            ),
          ),
        ],
        pods: { ready: its.filter(isPodReady).length, wanted: its.length },
        share: byDefault?.shares && (share?.percent ?? 0),
      },
    ];
  });
}
