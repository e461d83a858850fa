import { Pod } from '../kubernetes/KubernetesObject';
import {
  AnalysisRun,
  Canary,
  DeliveryStatus,
  deliveryStatus,
  EventObject,
  HTTPRoute,
  ReplicaSet,
  Rollout,
  VirtualService,
} from '../delivery';
import { ClusterView } from '../view/ClusterView';
import { Workload } from './Workload';

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
    replicaSets: view.list<ReplicaSet>('ReplicaSet', namespace),
    pods: view.list<Pod>('Pod', namespace),
    analysisRuns: view.list<AnalysisRun>('AnalysisRun', namespace),
    virtualServices: view.list<VirtualService>('VirtualService', namespace),
    httpRoutes: view.list<HTTPRoute>('HTTPRoute', namespace),
    canaries: view.list<Canary>('Canary', namespace),
    events: view.list<EventObject>('Event', namespace),
    workload: { kind: workload.kind, namespace, name: workload.name },
    now,
  });
}
