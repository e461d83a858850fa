import { listOf } from './listOf';
import { Rollout, VirtualServiceRef } from './Rollout';
import { RouteShare, routeShares } from './routeShares';
import { HttpRoute, VirtualService } from './VirtualService';
import {
  WrittenVirtualService,
  writtenVirtualServices,
} from './writtenVirtualServices';

/** What the mesh really routes, and what is wrong with the routes. */
export interface RoutedWeight {
  /** Percent that the canary gets; undefined when no route says, or two routes say different things. */
  canary?: number;
  stable?: number;
  /** That routes say different things: then what the controller reports holds for some requests only. */
  contradictory?: boolean;
  warnings: string[];
}

/**
 * The canary's share in the routes that the rollout writes into. The routes are what clients follow; what the controller
 * reports is what it last meant to write.
 *
 * Source: argo-rollouts rollout/trafficrouting/istio/istio.go.
 */
export function routedWeight(
  rollout: Rollout,
  virtualServices: readonly VirtualService[],
): RoutedWeight {
  const results = writtenVirtualServices(rollout).map(written =>
    weightIn(rollout, written, virtualServices),
  );
  const warnings = results.flatMap(result => result.warnings);
  const known = results.filter(result => result.canary !== undefined);
  const [first] = known;
  if (results.some(result => result.contradictory)) {
    return { contradictory: true, warnings };
  }
  if (known.some(result => result.canary !== first.canary)) {
    return {
      contradictory: true,
      warnings: [
        ...warnings,
        'The VirtualServices of this rollout give the canary different weights.',
      ],
    };
  }
  return { canary: first?.canary, stable: first?.stable, warnings };
}

function weightIn(
  rollout: Rollout,
  { name, namespace, reference }: WrittenVirtualService,
  virtualServices: readonly VirtualService[],
): RoutedWeight {
  const found = listOf(virtualServices).find(
    ({ metadata }) =>
      metadata?.name === name &&
      (metadata.namespace ?? namespace) === namespace,
  );
  if (!found) {
    return {
      warnings: [
        `VirtualService ${name}, which this rollout writes its weights into, is not among those that were read.`,
      ],
    };
  }
  const splits = writtenRoutes(found, reference)
    .map(route => splitOf(rollout, routeShares(route)))
    .filter(split => split !== undefined);
  const [first] = splits;
  if (!first) {
    return {
      warnings: writesOtherRoutes(reference)
        ? []
        : [
            `No http route of VirtualService ${name} splits traffic between the stable and the canary version.`,
          ],
    };
  }
  return splits.every(split => split.canary === first.canary)
    ? { ...first, warnings: [] }
    : {
        contradictory: true,
        warnings: [
          `The http routes of VirtualService ${name} give the canary different weights.`,
        ],
      };
}

function writesOtherRoutes({
  tlsRoutes,
  tcpRoutes,
}: VirtualServiceRef): boolean {
  return listOf(tlsRoutes).length + listOf(tcpRoutes).length > 0;
}

function writtenRoutes(
  virtualService: VirtualService,
  { routes }: VirtualServiceRef,
): HttpRoute[] {
  const names = listOf(routes);
  return listOf(virtualService.spec?.http).filter(
    ({ name }) =>
      names.length === 0 || (name !== undefined && names.includes(name)),
  );
}

/** The two shares, or undefined when the route does not lead to both versions. */
function splitOf(
  rollout: Rollout,
  shares: RouteShare[] | undefined,
): { canary: number; stable: number } | undefined {
  const { canaryService, stableService, trafficRouting } =
    rollout.spec?.strategy?.canary ?? {};
  const subsets = trafficRouting?.istio?.destinationRule;
  const canary = shareOf(shares, canaryService, subsets?.canarySubsetName);
  const stable = shareOf(shares, stableService, subsets?.stableSubsetName);
  return canary === undefined || stable === undefined
    ? undefined
    : { canary, stable };
}

function shareOf(
  shares: RouteShare[] | undefined,
  service: string | undefined,
  subset: string | undefined,
): number | undefined {
  const share = shares?.find(
    destination =>
      (subset !== undefined && destination.subset === subset) ||
      (service !== undefined &&
        destination.host !== undefined &&
        String(destination.host).split('.')[0] === service),
  );
  return share?.percent;
}
