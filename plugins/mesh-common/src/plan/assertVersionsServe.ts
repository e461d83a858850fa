import {
  KubernetesObject,
  Pod,
  WorkloadObject,
} from '../kubernetes/KubernetesObject';
import { matchesLabels } from '../kubernetes/labelSelector';
import { ProfileVersions } from '../profile/Profile';
import { workloadKinds } from '../status/Workload';
import { dataPlaneOf } from './dataPlane';
import { PlanContext } from './PlanContext';
import { PlanError } from './PlanError';
import { targetService } from './targetService';
import { templatePod } from './templatePod';

/**
 * Refuses to tell versions apart where no pod behind the Service is the stable one, which would answer 503 to everybody, or
 * where the pods of one are not in the mesh as the profile says, so that neither mTLS nor callers would be as it says. The
 * new version need not be there yet: it gets no request before it is.
 *
 * @throws PlanError
 */
export function assertVersionsServe(
  context: PlanContext,
  versions: ProfileVersions,
): void {
  const { view, target, profile } = context;
  const { host, selector } = targetService(context);
  const isOf = (version: string, labels: Record<string, string> | undefined) =>
    matchesLabels({ matchLabels: { ...selector, version } }, labels);
  const workloads = workloadsOf(context);
  const templateOf = ({ spec }: WorkloadObject) =>
    spec?.template?.metadata?.labels;
  if (
    !workloads.some(one => isOf(versions.stable, templateOf(one))) &&
    !view
      .list<Pod>('Pod', target.namespace)
      .some(({ metadata }) => isOf(versions.stable, metadata.labels))
  ) {
    throw new PlanError(
      `No pod behind the Service ${host} has the label version: ${versions.stable}, neither in cluster ${target.cluster} nor in the folder of ${target.workload}, and all requests would go there. Add the label to the template of the pods that serve, or correct versions.stable in the profile.`,
      ['canary', 'versions', 'stable'],
    );
  }
  // The target's own pods join by the plan itself, and those of a whole namespace with it.
  const outside = workloads.find(
    one =>
      profile.enrolment?.scope !== 'namespace' &&
      one.metadata.name !== target.workload &&
      [versions.stable, versions.canary].some(
        version => version !== undefined && isOf(version, templateOf(one)),
      ) &&
      `istio-${dataPlaneOf(view, templatePod(one, target.namespace))}` !==
        profile.mesh,
  );
  if (outside) {
    throw new PlanError(
      `New pods of the ${outside.kind} ${outside.metadata.name}, which is version ${templateOf(outside)?.version}, would not be in the mesh by ${profile.mesh}, so what the profile says of callers and mTLS would not hold for them. Onboard ${outside.metadata.name} first, or enrol the namespace with enrolment.scope: namespace.`,
      ['enrolment', 'scope'],
    );
  }
}

/** By name; what the repository says wins over what the cluster has. */
function workloadsOf({
  view,
  target,
  objects,
}: PlanContext): readonly WorkloadObject[] {
  const live = workloadKinds.flatMap(kind =>
    view.list<WorkloadObject>(kind, target.namespace),
  );
  const written = objects.map(({ object }) => object).filter(isWorkload);
  return [
    ...new Map(
      [...live, ...written].map(one => [
        `${one.kind}/${one.metadata.name}`,
        one,
      ]),
    ).values(),
  ];
}

function isWorkload(object: KubernetesObject): object is WorkloadObject {
  return workloadKinds.some(kind => kind === object.kind);
}
