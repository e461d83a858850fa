import { maxWeightOf } from '../canaryWeights';
import { listOf } from '../listOf';
import { CanaryStep, CanaryStrategy } from '../Rollout';
import { problems, RolloutProblem } from './RolloutProblem';

const actions = [
  'setWeight',
  'pause',
  'experiment',
  'analysis',
  'setCanaryScale',
  'setHeaderRoute',
  'setMirrorRoute',
  'plugin',
] as const;

/** The first of them exclude each other; the controller lets the others stand beside them. */
const exclusive: readonly string[] = actions.slice(0, 4);

const ONE =
  'Step must have one of the following set: experiment, setWeight, setCanaryScale, plugin or pause';
const ROUTES = 'spec.strategy.canary.trafficRouting';

/** What is refused of one step; `field` is where it stands. */
export function stepProblems(
  canary: CanaryStrategy,
  step: CanaryStep,
  field: string,
): RolloutProblem[] {
  const { setWeight, setCanaryScale } = step;
  const set = actions.filter(name => isSet(step[name]));
  const max = maxWeightOf(canary);
  return [
    ...problems(
      [set.filter(name => exclusive.includes(name)).length > 1, field, ONE],
      [set.length === 0, field, ONE],
      [
        isSet(setWeight) && !(setWeight >= 0 && setWeight <= max),
        `${field}.setWeight`,
        `SetWeight needs to be between 0 and ${max}`,
      ],
      [
        /^-/.test(String(step.pause?.duration ?? '')),
        `${field}.pause.duration`,
        'Duration needs to be greater than 0',
      ],
      [
        isSet(setCanaryScale) && !canary.trafficRouting,
        ROUTES,
        'SetCanaryScale requires TrafficRouting to be set',
      ],
    ),
    ...routeProblems(canary, step, field),
    ...experimentProblems(canary, step, field),
  ];
}

function isSet<T>(value: T | null | undefined): value is T {
  return value !== undefined && value !== null;
}

function routeProblems(
  { trafficRouting: routing }: CanaryStrategy,
  { setHeaderRoute, setMirrorRoute }: CanaryStep,
  field: string,
): RolloutProblem[] {
  const plugins = Object.keys(routing?.plugins ?? {}).length > 0;
  const mirrors = Boolean(routing?.istio) || plugins;
  const headers = mirrors || Boolean(routing?.alb ?? routing?.apisix);
  const managed = routing?.managedRoutes;
  const isManaged = (name: string | undefined) =>
    !managed || listOf(managed).some(route => route.name === name);
  const missing =
    'Steps define a route that does not exist in spec.strategy.canary.trafficRouting.managedRoutes';
  return problems(
    [
      isSet(setHeaderRoute) && !headers,
      `${field}.setHeaderRoute`,
      'SetHeaderRoute requires TrafficRouting, supports Istio and ALB and Apisix',
    ],
    [
      isSet(setMirrorRoute) && !mirrors,
      `${field}.setMirrorRoute`,
      'SetMirrorRoute requires TrafficRouting, supports Istio and Plugins',
    ],
    [
      isSet(setHeaderRoute ?? setMirrorRoute) && isSet(routing) && !managed,
      `${ROUTES}.managedRoutes`,
      "Rollout has missing field 'spec.strategy.canary.trafficRouting.managedRoutes'",
    ],
    [
      isSet(setHeaderRoute) && !isManaged(setHeaderRoute.name),
      `${field}.setHeaderRoute`,
      missing,
    ],
    [
      isSet(setMirrorRoute) && !isManaged(setMirrorRoute.name),
      `${field}.setMirrorRoute`,
      missing,
    ],
  );
}

/** Only some routers can send a part of the requests to the versions of an experiment. */
function experimentProblems(
  { trafficRouting: routing }: CanaryStrategy,
  { experiment }: CanaryStep,
  field: string,
): RolloutProblem[] {
  const routes =
    [routing?.alb, routing?.smi, routing?.istio].some(Boolean) ||
    Object.keys(routing?.plugins ?? {}).length > 0;
  return listOf(experiment?.templates).flatMap(({ weight }, at) =>
    problems([
      isSet(weight) && !routes,
      `${field}.experiment.templates[${at}].weight`,
      routing
        ? 'Experiment template weight is only available for TrafficRouting with SMI, ALB, Istio and Plugins at this time'
        : 'Experiment template weight cannot be set unless TrafficRouting is enabled',
    ]),
  );
}
