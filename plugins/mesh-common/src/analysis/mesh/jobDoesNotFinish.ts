import { expectedDataPlane } from '../../istio/expectedDataPlane';
import { CronJob, isFinishedJob, Job } from '../../kubernetes/Job';
import { Namespace, Pod, PodTemplate } from '../../kubernetes/KubernetesObject';
import { installedRevisions } from '../../status/newPod';
import { sidecarSetup } from '../../status/sidecarSetup';
import { ClusterView } from '../../view/ClusterView';
import { about, MeshRule } from './MeshRule';
import { namespaceOf } from './objects';

const ACTION =
  'Let the sidecar be native (sidecar.istio.io/nativeSidecar: "true" on the pod template, Kubernetes 1.29 and later), leave the pods out (label sidecar.istio.io/inject: "false"), or let the program end it by POST to localhost:15020/quitquitquit.';

/**
 * A Job gets a sidecar that Kubernetes does not know as such: it goes on when the work is done, and the Job never finishes. Of
 * what a CronJob makes only the CronJob is told.
 *
 * Source: istio pkg/kube/inject/webhook.go, `DetectNativeSidecar`; the Kubernetes documentation of sidecar containers.
 */
export const jobDoesNotFinish: MeshRule = view => [
  ...view
    .listAll<Job>('Job')
    .filter(
      job =>
        !isFinishedJob(job) &&
        !job.spec?.suspend &&
        !job.metadata.ownerReferences?.some(({ kind }) => kind === 'CronJob') &&
        goesOn(view, job, job.spec?.template),
    )
    .map(job => ({
      severity: 'warning' as const,
      object: about(job, 'spec.template'),
      message: `Job ${job.metadata.name} never finishes: its pods get a sidecar, which goes on when the work is done, unless the program itself ends it.`,
      action: ACTION,
    })),
  ...view
    .listAll<CronJob>('CronJob')
    .filter(
      job =>
        !job.spec?.suspend &&
        goesOn(view, job, job.spec?.jobTemplate?.spec?.template),
    )
    .map(job => ({
      severity: 'warning' as const,
      object: about(job, 'spec.jobTemplate.spec.template'),
      message: `Jobs of CronJob ${job.metadata.name} never finish: their pods get a sidecar, which goes on when the work is done, unless the program itself ends it.`,
      action: ACTION,
    })),
];

/** Whether its pods get a sidecar of which it is known that it does not end by itself. */
function goesOn(
  view: ClusterView,
  job: Job | CronJob,
  template: PodTemplate | undefined,
): boolean {
  const namespace = namespaceOf(job);
  const revision = template && injecting(view, namespace, template);
  return (
    revision !== undefined &&
    sidecarSetup(view, {
      namespace,
      annotations: template?.metadata?.annotations ?? {},
      revision,
    }).native() === false
  );
}

function injecting(
  view: ClusterView,
  name: string,
  template: PodTemplate,
): string | undefined {
  const namespace = view.get<Namespace>('Namespace', '', name);
  if (namespace === undefined) {
    return undefined;
  }
  const { labels, annotations } = template.metadata ?? {};
  const pod: Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'new', namespace: name, labels, annotations },
    spec: template.spec,
  };
  const installed = installedRevisions(view.mesh);
  const gets = expectedDataPlane({ namespace, pod, installed });
  return gets.dataPlane === 'sidecar' ? gets.revision : undefined;
}
