import { DeliveryInput, DeliveryStatus } from '../deliveryStatus';
import { failingPods } from '../failingPods';
import { listOf } from '../listOf';
import { weightsFoughtOver } from '../ownership';
import { heldByGit } from '../ownership/heldByGit';
import { DeliveryPause } from '../pauseOf';
import {
  conditionalRules,
  lostRequests,
  routesOf,
} from '../routes/routesDelivery';
import { Canary } from './Canary';
import { canaryChecks, DeliveryChecks } from './canaryChecks';
import { canaryGates, DeliveryGate } from './canaryGates';
import { canaryNames } from './canaryNames';
import { canaryPhase } from './canaryPhase';
import { CanaryRoutes, canaryRoutes } from './canaryRoutes';
import { canaryStrategy } from './canaryStrategy';
import { flaggerSteps } from './flaggerSteps';
import { flaggerVersions } from './flaggerVersions';

/** What a failed delivery says for its reason when nothing tells it any more. */
const NO_REASON =
  'Flagger writes its reasons into Events only, and none of this canary could be read; Events expire.';

/** The delivery of a workload that Flagger manages. */
export function flaggerDelivery(
  input: DeliveryInput & { canary: Canary },
): DeliveryStatus {
  const { canary, events = [] } = input;
  const routes = canaryRoutes(canary, {
    virtualServices: input.virtualServices,
    httpRoutes: input.httpRoutes ?? [],
  });
  // In an A/B test the weights are those of the requests that match, and not of all.
  const split = canaryStrategy(canary) === 'ab-testing' ? undefined : routes;
  const checks = canaryChecks(canary, events);
  const gates = canaryGates(canary, events);
  const steps = flaggerSteps(canary, split?.canary);
  const serviceRoutes = routesOf(input, [canaryNames(canary).apex]);
  const versions = flaggerVersions({
    ...input,
    canary,
    routes: restingOr(canary, split),
  });
  const { name = '', namespace } = canary.metadata ?? {};
  const { phase, message } = canaryPhase(canary);
  return {
    controller: 'flagger',
    strategy: canaryStrategy(canary),
    object: { kind: 'Canary', namespace, name },
    phase,
    message: `${message}${roundsOf(canary)}${haltOf(canary, checks)}`,
    step: stepOf(steps),
    steps,
    weight: weightOf(canary, split),
    versions,
    analysis: [],
    pause: pauseOf(canary, gates),
    aborted:
      canary.status?.phase === 'Failed'
        ? { reason: checks.reasons[0]?.message ?? NO_REASON }
        : undefined,
    rules: conditionalRules(serviceRoutes),
    checks,
    gates,
    mirrored: isUnderWay(canary) ? routes?.mirrored : undefined,
    warnings: [
      ...warningsOf(canary, { routes, checks }),
      ...lostRequests(serviceRoutes),
      ...failingPods(versions),
      ...weightsFoughtOver(
        listOf(input.virtualServices).filter(
          ({ metadata }) =>
            metadata?.name === canaryNames(canary).apex &&
            metadata.namespace === namespace,
        ),
        input.applications,
      ),
      ...(canary.status?.phase === 'Failed' && input.desiredImages
        ? heldByGit(versions, listOf(input.desiredImages))
        : []),
    ],
  };
}

/** At rest the serving version gets everything, also in an A/B test. */
function restingOr(
  canary: Canary,
  split: CanaryRoutes | undefined,
): CanaryRoutes | undefined {
  const isAtRest = ['Initialized', 'Succeeded'].includes(
    canary.status?.phase ?? '',
  );
  return (
    split ??
    (isAtRest ? { primary: 100, canary: 0, mirrored: false } : undefined)
  );
}

function isUnderWay({ status }: Canary): boolean {
  return [
    'Waiting',
    'Progressing',
    'WaitingPromotion',
    'Promoting',
    'Finalising',
  ].includes(status?.phase ?? '');
}

function stepOf(steps: DeliveryStatus['steps']): DeliveryStatus['step'] {
  const index = steps.findIndex(({ state }) => state === 'current');
  const current = steps[index];
  return current && { index, count: steps.length, text: current.text };
}

/** Flagger's own number is only right while it moves weights: it is reset when a promotion waits to be confirmed. */
function weightOf(
  canary: Canary,
  routes: CanaryRoutes | undefined,
): DeliveryStatus['weight'] {
  const { phase, canaryWeight } = canary.status ?? {};
  const strategy = canaryStrategy(canary);
  if (
    strategy === 'ab-testing' ||
    (!isUnderWay(canary) && !servesAfterFailure(canary, routes))
  ) {
    return undefined;
  }
  const isMeaningful =
    strategy === 'canary' &&
    phase !== 'WaitingPromotion' &&
    phase !== 'Waiting';
  return {
    reported: isMeaningful ? canaryWeight : undefined,
    routed: routes?.canary,
  };
}

function servesAfterFailure(
  { status }: Canary,
  routes: CanaryRoutes | undefined,
): boolean {
  return status?.phase === 'Failed' && (routes?.canary ?? 0) > 0;
}

function roundsOf(canary: Canary): string {
  const { iterations = 0 } = canary.status ?? {};
  const rounds = canary.spec?.analysis?.iterations ?? 0;
  return canary.status?.phase === 'Progressing' && rounds > 0
    ? ` Round ${Math.max(iterations, 0)} of ${rounds}.`
    : '';
}

/** Why nothing moves, while something is to move. */
function haltOf({ status }: Canary, { halted }: DeliveryChecks): string {
  return halted && ['Progressing', 'Promoting'].includes(status?.phase ?? '')
    ? ` Halted: ${halted.message.replace(/\.$/, '')}.`
    : '';
}

function pauseOf(
  canary: Canary,
  gates: DeliveryGate[],
): DeliveryPause | undefined {
  const since = canary.status?.lastTransitionTime;
  if (canary.spec?.suspend && isUnderWay(canary)) {
    return { reason: 'Suspended', since };
  }
  const gate = gates.find(({ state }) => state === 'waiting');
  if (gate) {
    return { reason: gate.type, since };
  }
  switch (canary.status?.phase) {
    case 'Waiting':
      return { reason: 'confirm-rollout', since };
    case 'WaitingPromotion':
      return { reason: 'confirm-promotion', since };
    default:
      return undefined;
  }
}

function warningsOf(
  canary: Canary,
  of: { routes: CanaryRoutes | undefined; checks: DeliveryChecks },
): string[] {
  const { routes, checks } = of;
  const { apex } = canaryNames(canary);
  const { phase, canaryWeight } = canary.status ?? {};
  const isSplit = isUnderWay(canary) || phase === 'Failed';
  return [
    ...(isSplit && !routes
      ? [
          `The canary reports ${canaryWeight ?? 'no'} % of the requests, but no VirtualService or HTTPRoute ${apex} was read that is in effect and leads to both versions.`,
        ]
      : []),
    ...(servesAfterFailure(canary, routes)
      ? [
          `The promotion failed half-way, and the new version still gets ${routes?.canary} % of the requests, whatever the message of the canary says.`,
        ]
      : []),
    ...(isUnderWay(canary) && checks.failed > 0 && checks.reasons.length === 0
      ? [
          `${checks.failed} checks failed, and the reasons could not be read: Flagger writes them into Events only.`,
        ]
      : []),
    ...(phase === 'Progressing' &&
    canaryStrategy(canary) === 'canary' &&
    routes &&
    canaryWeight !== undefined &&
    Math.abs(routes.canary - canaryWeight) > 0.5
      ? [
          `Flagger reports ${canaryWeight} % for the canary, but the routes give it ${routes.canary} %.`,
        ]
      : []),
  ];
}
