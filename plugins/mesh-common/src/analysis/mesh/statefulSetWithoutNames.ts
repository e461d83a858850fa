import { Service, WorkloadObject } from '../../kubernetes/KubernetesObject';
import { matchesLabels } from '../../kubernetes/labelSelector';
import { ClusterView } from '../../view/ClusterView';
import { about, MeshFinding, MeshRule } from './MeshRule';
import { namespaceOf } from './objects';

/**
 * A StatefulSet whose pods have no names of their own: the Service that it names for that is not there, has an address of its
 * own, or leads to other pods. Who calls one of the pods by its name finds nobody, with or without a mesh. A Service without a
 * selector leads where somebody wrote, which is not looked at.
 *
 * Source: the Kubernetes documentation of StatefulSets ("Stable Network ID") and of DNS for Services and Pods.
 */
export const statefulSetWithoutNames: MeshRule = view =>
  view.unreadable('Service')
    ? []
    : view
        .listAll<WorkloadObject>('StatefulSet')
        .flatMap(set => findingOf(view, set));

function findingOf(view: ClusterView, set: WorkloadObject): MeshFinding[] {
  const name = set.spec?.serviceName;
  const why = name && whyNameless(view, set, name);
  return why
    ? [
        {
          ...why,
          object: { ...about(set, 'spec.serviceName'), value: name },
        },
      ]
    : [];
}

function whyNameless(
  view: ClusterView,
  set: WorkloadObject,
  name: string,
): Pick<MeshFinding, 'severity' | 'message' | 'action'> | undefined {
  const { name: own } = set.metadata;
  const service = view.get<Service>('Service', namespaceOf(set), name);
  const nobody = `so nobody finds a pod by a name such as ${own}-0.${name}`;
  if (service === undefined) {
    return {
      severity: 'warning',
      message: `There is no Service ${name}, ${nobody}.`,
      action: `Create it with clusterIP: None and the labels of the pods as its selector, or name the one that there is.`,
    };
  }
  const { clusterIP, selector = {} } = service.spec ?? {};
  if (clusterIP !== 'None') {
    return {
      // Often nobody asks for one of the pods.
      severity: 'info',
      message: `Service ${name} is not headless, ${nobody}.`,
      action: `Name a Service with clusterIP: None, if pods are called one by one.`,
    };
  }
  return Object.keys(selector).length === 0 ||
    matchesLabels(
      { matchLabels: selector },
      set.spec?.template?.metadata?.labels,
    )
    ? undefined
    : {
        severity: 'warning',
        message: `The selector of Service ${name} does not fit the pods of ${own}, ${nobody}.`,
        action: `Correct the selector of the Service, or the labels of the pod template.`,
      };
}
