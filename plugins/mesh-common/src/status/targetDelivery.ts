import { Pod, Service } from '../kubernetes/KubernetesObject';
import {
  AnalysisRun,
  Application,
  Canary,
  DeliveryStatus,
  deliveryStatus,
  EventObject,
  Experiment,
  HTTPRoute,
  ReplicaSet,
  Rollout,
  VirtualService,
} from '../delivery';
import { DestinationRule } from '../delivery/routes/DestinationRule';
import { ClusterView } from '../view/ClusterView';
import { meshOf } from './enrolment';
import { Workload } from './Workload';

const routeKinds = [
  'Pod',
  'Service',
  'VirtualService',
  'DestinationRule',
  'HTTPRoute',
];

/** How the delivery of a workload is doing, from the objects of its namespace. */
export function targetDelivery(options: {
  view: ClusterView;
  workload: Workload;
  now?: string;
}): DeliveryStatus {
  const { view, workload, now } = options;
  const namespace = workload.namespace.metadata.name;
  return deliveryStatus({
    rollout: view.get<Rollout>('Rollout', namespace, workload.name),
    rollouts: view.list<Rollout>('Rollout', namespace),
    // Not watched: only a view of files may have them.
    applications: view.listAll<Application>('Application'),
    replicaSets: view.list<ReplicaSet>('ReplicaSet', namespace),
    pods: view.list<Pod>('Pod', namespace),
    analysisRuns: view.list<AnalysisRun>('AnalysisRun', namespace),
    experiments: view.list<Experiment>('Experiment', namespace),
    virtualServices: view.list<VirtualService>('VirtualService', namespace),
    // What could not be read is not absent: without these nothing is said of routes that no controller writes.
    services: routeKinds.some(kind => view.unreadable(kind))
      ? undefined
      : view.list<Service>('Service', namespace),
    destinationRules: view.unreadable('DestinationRule')
      ? undefined
      : view.list<DestinationRule>('DestinationRule', namespace),
    mesh: meshOf(workload) === 'linkerd' ? 'linkerd' : 'istio',
    httpRoutes: view.list<HTTPRoute>('HTTPRoute', namespace),
    canaries: view.list<Canary>('Canary', namespace),
    events: view.list<EventObject>('Event', namespace),
    workload: {
      kind: workload.kind,
      namespace,
      name: workload.name,
      services: workload.services.map(({ metadata }) => metadata.name),
    },
    now,
  });
}
