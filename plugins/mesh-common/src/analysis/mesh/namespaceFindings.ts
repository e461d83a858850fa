import { Finding } from '../../status/Finding';
import { resolveHost, serviceHost } from '../../istio/routing/hostNames';
import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import {
  matchesLabels,
  WorkloadSelector,
} from '../../kubernetes/labelSelector';
import { kinds } from '../../kubernetes/kinds';
import { Node } from '../../kubernetes/Node';
import { Workload } from '../../status/Workload';
import { ClusterView } from '../../view/ClusterView';
import { policyRules } from '../policy/policyRules';
import { annotationDeprecated } from './annotationDeprecated';
import { annotationInvalid } from './annotationInvalid';
import { annotationMisplaced } from './annotationMisplaced';
import { annotationUnknown } from './annotationUnknown';
import { applicationRunsAsProxy } from './applicationRunsAsProxy';
import { deprecatedField } from './deprecatedField';
import { destinationRulesOverlap } from './destinationRulesOverlap';
import { disableInAmbient } from './disableInAmbient';
import { externalNamePort } from './externalNamePort';
import { failingCondition } from './failingCondition';
import { jobDoesNotFinish } from './jobDoesNotFinish';
import { lightstepProvider } from './lightstepProvider';
import { memoByView } from './memoByView';
import { meshFindings } from './meshFindings';
import { meshHostConflict } from './meshHostConflict';
import { MeshRule } from './MeshRule';
import { namespaceLabelsContradict } from './namespaceLabelsContradict';
import { policyMethodUnknown } from './policyMethodUnknown';
import { portModeOfNoPort } from './portModeOfNoPort';
import { portProtocolUnknown } from './portProtocolUnknown';
import { repeatedDestination } from './repeatedDestination';
import { reservedPort } from './reservedPort';
import { scrapePortRefused } from './scrapePortRefused';
import { selectorOnGateway } from './selectorOnGateway';
import {
  serverNotVerified,
  serverOfPortNotVerified,
} from './serverNotVerified';
import { servicesDisagreeOnProtocol } from './servicesDisagreeOnProtocol';
import { servicesShareTargetPort } from './servicesShareTargetPort';
import { sidecarsForNamespace } from './sidecarsForNamespace';
import { sidecarsOverlap } from './sidecarsOverlap';
import { sidecarWithoutEffect } from './sidecarWithoutEffect';
import { statefulSetWithoutNames } from './statefulSetWithoutNames';
import { subsetSelectsNothing } from './subsetSelectsNothing';
import { subsetWithoutLabels } from './subsetWithoutLabels';
import { superfluousWeight } from './superfluousWeight';
import { targetPortNotListened } from './targetPortNotListened';
import { telemetriesForNamespace } from './telemetriesForNamespace';
import { telemetriesOverlap } from './telemetriesOverlap';
import { matchUnreachable, routeUnreachable } from './unreachableRoute';
import { unsetInAmbient } from './unsetInAmbient';

/** Rules that a namespace alone answers, and that no rule about targets says in more detail. */
const local = new Set<MeshRule>([
  ...Object.values(policyRules),
  annotationDeprecated,
  annotationInvalid,
  annotationMisplaced,
  annotationUnknown,
  applicationRunsAsProxy,
  deprecatedField,
  destinationRulesOverlap,
  disableInAmbient,
  externalNamePort,
  failingCondition,
  jobDoesNotFinish,
  lightstepProvider,
  matchUnreachable,
  meshHostConflict,
  namespaceLabelsContradict,
  policyMethodUnknown,
  portModeOfNoPort,
  portProtocolUnknown,
  repeatedDestination,
  reservedPort,
  routeUnreachable,
  scrapePortRefused,
  selectorOnGateway,
  serverNotVerified,
  serverOfPortNotVerified,
  servicesDisagreeOnProtocol,
  servicesShareTargetPort,
  sidecarsForNamespace,
  sidecarsOverlap,
  sidecarWithoutEffect,
  statefulSetWithoutNames,
  subsetSelectsNothing,
  subsetWithoutLabels,
  superfluousWeight,
  targetPortNotListened,
  telemetriesForNamespace,
  telemetriesOverlap,
  unsetInAmbient,
]);

const kindNames = [...new Set(kinds.map(({ kind }) => kind))];

const batchKinds = ['Job', 'CronJob'];

// A question about one service must cost its namespace and not the cluster.
const byNamespace = memoByView(() => new Map<string, Finding[]>());

function findingsIn(view: ClusterView, namespace: string): Finding[] {
  const known = byNamespace(view).get(namespace);
  if (known) {
    return known;
  }
  const own = view.get('Namespace', '', namespace);
  const { findings } = meshFindings(
    new ClusterView({
      cluster: view.cluster,
      mesh: view.mesh,
      gaps: view.gaps,
      objects: [
        ...(own ? [own] : []),
        ...kindNames.flatMap(kind =>
          view.list<KubernetesObject>(kind, namespace),
        ),
        // Whether a Job can finish depends on the kubelets of all nodes.
        ...(batchKinds.some(kind => view.list(kind, namespace).length > 0)
          ? view.list<Node>('Node', '')
          : []),
      ],
    }),
    { only: local },
  );
  byNamespace(view).set(namespace, findings);
  return findings;
}

/** What is wrong with the objects that a workload depends on. */
export function namespaceFindings(
  view: ClusterView,
  workload: Workload,
): Finding[] {
  return findingsIn(view, workload.namespace.metadata.name).filter(finding =>
    concerns(view, workload, finding),
  );
}

function concerns(
  view: ClusterView,
  workload: Workload,
  { object }: Finding,
): boolean {
  if (!object) {
    return false;
  }
  const { kind, name } = object;
  const namespace = workload.namespace.metadata.name;
  const services = workload.services.map(({ metadata }) => metadata.name);
  switch (kind) {
    case 'Namespace':
      return true;
    case 'Pod':
      return workload.pods.some(({ metadata }) => metadata.name === name);
    case 'Service':
      return services.includes(name);
    case 'Deployment':
    case 'StatefulSet':
    case 'DaemonSet':
    case 'Rollout':
      return workload.kind === kind && workload.name === name;
    case 'Job':
    case 'CronJob':
      return isInjectedByNamespace(workload);
    case 'VirtualService':
    case 'DestinationRule': {
      const { spec } = view.get<RoutingObject>(kind, namespace, name) ?? {};
      return [...(spec?.hosts ?? []), spec?.host ?? ''].some(host =>
        services.some(
          service =>
            resolveHost(host, namespace) ===
            serviceHost({ namespace, name: service }),
        ),
      );
    }
    default: {
      const { spec } = view.get<PolicyObject>(kind, namespace, name) ?? {};
      const { labels } = spec?.workloadSelector ?? {};
      return (
        spec !== undefined &&
        matchesLabels(
          labels ? { matchLabels: labels } : spec.selector,
          workload.template.labels,
        )
      );
    }
  }
}

/** Then what is done to the workload is done to everything beside it. */
function isInjectedByNamespace({ namespace }: Workload): boolean {
  const labels = namespace.metadata.labels ?? {};
  return labels['istio-injection'] === undefined
    ? labels['istio.io/rev'] !== undefined
    : labels['istio-injection'] === 'enabled';
}

interface RoutingObject extends KubernetesObject {
  spec?: { hosts?: string[]; host?: string };
}
interface PolicyObject extends KubernetesObject {
  spec?: {
    selector?: WorkloadSelector;
    workloadSelector?: { labels?: Record<string, string> };
  };
}
