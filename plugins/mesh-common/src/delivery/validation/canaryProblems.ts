import { listOf } from '../listOf';
import { CanaryStrategy, Rollout } from '../Rollout';
import { problems, RolloutProblem } from './RolloutProblem';
import { stepProblems } from './stepProblems';

const CANARY = 'spec.strategy.canary';

/**
 * What is refused of a canary strategy.
 *
 * Source: argo-rollouts pkg/apis/rollouts/validation/validation.go, `ValidateRolloutStrategyCanary`.
 */
export function canaryProblems(rollout: Rollout): RolloutProblem[] {
  const canary = rollout.spec?.strategy?.canary ?? {};
  return [
    ...podProblems(canary),
    ...serviceNameProblems(canary),
    ...routingProblems(canary),
    ...listOf(canary.steps).flatMap((step, at) =>
      stepProblems(canary, step, `${CANARY}.steps[${at}]`),
    ),
  ];
}

function podProblems(canary: CanaryStrategy): RolloutProblem[] {
  return problems([
    isZero(canary.maxSurge) && isZero(canary.maxUnavailable),
    `${CANARY}.maxSurge`,
    'MaxSurge and MaxUnavailable both can not be zero',
  ]);
}

/** Absent is a quarter of the pods. */
function isZero(value: number | string | null | undefined): boolean {
  return /^0+%?$/.test(String(value ?? '25%'));
}

function serviceNameProblems(canary: CanaryStrategy): RolloutProblem[] {
  const { canaryService, stableService, pingPong } = canary;
  const needed = needsServices(canary);
  const { pingService, pongService } = pingPong ?? {};
  const both =
    'Canary service and Stable service must to be set to use Traffic Routing';
  const pair =
    'Ping service and Pong service must to be set to use Ping-Pong feature';
  return [
    ...problems([
      Boolean(canaryService) && canaryService === stableService,
      `${CANARY}.stableService`,
      'This rollout uses the same service for the stable and canary services, but two different services are required.',
    ]),
    ...(pingPong
      ? problems(
          [!pingService, `${CANARY}.pingPong.pingService`, pair],
          [!pongService, `${CANARY}.pingPong.pongService`, pair],
          [
            pingService === pongService,
            `${CANARY}.pingPong.pingService`,
            'This rollout uses the same service for the ping and pong services, but two different services are required.',
          ],
        )
      : []),
    ...problems(
      [needed && !stableService, `${CANARY}.stableService`, both],
      [needed && !canaryService, `${CANARY}.canaryService`, both],
    ),
  ];
}

/** Istio tells the versions apart by subsets as well, and two routers by a ping-pong pair. */
function needsServices({ trafficRouting, pingPong }: CanaryStrategy): boolean {
  const { istio, alb, smi, apisix, ambassador, nginx, appMesh, traefik } =
    trafficRouting ?? {};
  return Boolean(
    (alb && !pingPong) ||
    (istio && !istio.destinationRule && !pingPong) ||
    [smi, apisix, ambassador, nginx, appMesh, traefik].some(Boolean),
  );
}

function routingProblems(canary: CanaryStrategy): RolloutProblem[] {
  const { trafficRouting: routing, scaleDownDelaySeconds } = canary;
  const delays = scaleDownDelaySeconds !== undefined;
  const plugins = Object.keys(routing?.plugins ?? {}).length > 0;
  const dynamic = Boolean(canary.dynamicStableScale);
  return problems(
    [
      delays && !routing,
      `${CANARY}.scaleDownDelaySeconds`,
      'Canary scaleDownDelaySeconds can only be used with traffic routing',
    ],
    [
      dynamic && !routing,
      `${CANARY}.dynamicStableScale`,
      'Canary dynamicStableScale can only be used with traffic routing',
    ],
    [
      dynamic && delays && Boolean(routing),
      `${CANARY}.dynamicStableScale`,
      'Canary dynamicStableScale cannot be used with scaleDownDelaySeconds',
    ],
    [
      routing?.maxTrafficWeight !== undefined && !routing.nginx && !plugins,
      `${CANARY}.trafficRouting.maxTrafficWeight`,
      'Canary maxTrafficWeight in traffic routing only supported in Nginx and Plugins',
    ],
    [
      Boolean(canary.pingPong && routing) &&
        !routing?.alb &&
        !routing?.istio &&
        !plugins,
      `${CANARY}.trafficRouting.alb`,
      'Ping-pong feature works with the ALB, Istio, and plugin-based traffic routers only',
    ],
    [
      Boolean(canary.pingPong && routing?.alb && !routing.alb.rootService),
      `${CANARY}.trafficRouting.alb.rootService`,
      'Root service field is required for the configuration with ALB and ping-pong feature enabled',
    ],
  );
}
