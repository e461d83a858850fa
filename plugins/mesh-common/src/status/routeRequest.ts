import {
  HTTPRoute,
  TrafficRule,
  VersionShare,
  VirtualService,
} from '../delivery';
import { DestinationRule } from '../delivery/routes/DestinationRule';
import { RoutedRequest, ruleForRequest } from '../delivery/routes/request';
import { Pod, Service, ServicePort } from '../kubernetes/KubernetesObject';
import { ClusterView } from '../view/ClusterView';
import { WorkloadNotFoundError } from './evaluateTarget';
import { describeEvidence, Evidence } from './Evidence';
import { callerFacts, routeFollower } from './routeFollower';
import { Target } from './Target';
import { findWorkload, Workload } from './Workload';

/** What is asked: a request to a target, and who sends it. */
export interface RouteQuestion {
  /** That the workload listens on; all that its Services lead to when absent. */
  port?: number;
  /** Null for a caller without a proxy, which follows no route; undefined when nothing is known of it. */
  caller?: { namespace: string; serviceAccount?: string } | null;
  request: Omit<RoutedRequest, 'caller'>;
}

/** Which versions answer a request. */
export interface RequestRoute {
  /** `depends`: on what the question does not tell. */
  state: 'known' | 'depends' | 'unknown';
  /** In sentences. */
  reason: string;
  /** The object that decides; absent where none does. */
  evidence?: Evidence;
  /** By version; absent unless known. A request that no rule is for has none, and gets 404. */
  shares?: VersionShare[];
  /** The conditions of the rules that may take the request, where that depends. */
  possible?: string[];
}

const routeKinds = [
  'Pod',
  'Service',
  'VirtualService',
  'DestinationRule',
  'HTTPRoute',
];

/**
 * Which versions of a service answer one request, by the rule that takes it.
 *
 * @throws WorkloadNotFoundError when the view does not have the workload
 */
export function routeRequest(
  view: ClusterView,
  target: Target,
  question: RouteQuestion,
): RequestRoute {
  const workload = findWorkload(view, target);
  if (!workload) {
    throw new WorkloadNotFoundError(target);
  }
  const gap = routeKinds
    .map(kind => view.unreadable(kind))
    .find(found => found !== undefined);
  if (gap) {
    return unknown(`${gap.kind} objects could not be read: ${gap.reason}.`);
  }
  const entries = portsOf(workload, question.port);
  if (entries.length === 0) {
    return unknown(
      question.port === undefined
        ? 'No Service leads to the workload, so its pods are called one by one.'
        : `No Service leads to port ${question.port} of the workload.`,
    );
  }
  const answers = entries.map(({ service, port }) =>
    answer(view, workload, service, port, question),
  );
  const [first] = answers;
  return answers.every(one => same(one, first))
    ? first
    : {
        state: 'depends',
        reason: `It depends on how the request comes: by ${entries.map(({ service, port }) => `${service.metadata.name}:${port.port}`).join(', ')}.`,
      };
}

function unknown(reason: string): RequestRoute {
  return { state: 'unknown', reason };
}

function same(a: RequestRoute, b: RequestRoute): boolean {
  const essence = ({ state, shares }: RequestRoute) =>
    JSON.stringify([state, shares]);
  return essence(a) === essence(b);
}

/** Ports of Services that lead to a port of the workload. */
function portsOf(
  { services, template }: Workload,
  wanted: number | undefined,
): { service: Service; port: ServicePort }[] {
  const declared = (template.spec.containers ?? []).flatMap(
    ({ ports = [] }) => ports,
  );
  const targetOf = ({ port, targetPort = port }: ServicePort) =>
    typeof targetPort === 'string'
      ? declared.find(({ name }) => name === targetPort)?.containerPort
      : targetPort || port;
  return services.flatMap(service =>
    (service.spec?.ports ?? [])
      .filter(
        port =>
          (port.protocol ?? 'TCP') === 'TCP' &&
          (wanted === undefined || targetOf(port) === wanted),
      )
      .map(port => ({ service, port })),
  );
}

function answer(
  view: ClusterView,
  workload: Workload,
  service: Service,
  { port }: ServicePort,
  { caller, request }: RouteQuestion,
): RequestRoute {
  const { namespace = '' } = service.metadata;
  const {
    mesh,
    because,
    router = caller,
    from,
  } = routeFollower(view, workload, service, caller);
  const { taken, possible, routes } = ruleForRequest(
    {
      service,
      port,
      mesh,
      ...(router && { callerNamespace: router.namespace }),
      services: view.list<Service>('Service', namespace),
      pods: view.list<Pod>('Pod', namespace),
      virtualServices: view
        .listAll<VirtualService>('VirtualService')
        .filter(
          ({ metadata }) =>
            from === undefined || from.includes(metadata.namespace ?? ''),
        ),
      destinationRules: view.listAll<DestinationRule>('DestinationRule'),
      httpRoutes: view.listAll<HTTPRoute>('HTTPRoute'),
    },
    { ...request, caller: callerFacts(view, caller) },
  );
  const { object, invalid, unmatched } = routes;
  const evidence =
    object &&
    (taken?.rule === undefined
      ? object
      : { ...object, field: fieldOf(object.kind, taken.rule) });
  const found = { ...(evidence && { evidence }) };
  if (invalid !== undefined) {
    return { ...unknown(`Istio refuses the route: ${invalid}.`), ...found };
  }
  if (taken) {
    return taken.shares === undefined
      ? { ...unknown('It goes to what is not known here.'), ...found }
      : {
          state: 'known',
          reason: [reasonOf(taken, object), because].filter(Boolean).join(' '),
          shares: taken.shares,
          ...found,
        };
  }
  return possible.length === 1
    ? {
        state: 'known',
        reason: `No rule of ${object ? describeEvidence(object) : 'the route'} is for it: it gets ${unmatched ?? 404}.`,
        shares: [],
        ...found,
      }
    : {
        state: 'depends',
        reason: 'It depends on what the question does not tell.',
        possible: possible.map(rule =>
          rule === 'unmatched' ? 'no rule' : rule.when,
        ),
        ...found,
      };
}

function fieldOf(kind: string, rule: number): string {
  return kind === 'HTTPRoute' ? `spec.rules[${rule}]` : `spec.http[${rule}]`;
}

function reasonOf({ when }: TrafficRule, object: Evidence | undefined): string {
  return object
    ? `${describeEvidence(object)} sends it there: ${when}.`
    : 'No route applies, so the ready pods share the requests.';
}
