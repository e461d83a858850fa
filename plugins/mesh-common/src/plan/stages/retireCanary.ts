import { editReplicas } from '../../manifests/editWorkload';
import { RolloutManifest } from '../../manifests/rollout';
import { everyPod } from '../../manifests/trafficSplit';
import { editText } from '../editText';
import { readManaged, writeManaged } from '../managedFiles';
import { deploymentReplicas, managedRollout } from '../managedRollout';
import { PlanContext } from '../PlanContext';
import { Files } from '../readFolder';
import { StageDraft } from '../StageDraft';
import { withTimeouts } from '../trafficFiles';
import { withIngressRoutes } from './ingress';

/** The Deployment runs pods again before the Rollout's go. */
export function retireCanary(context: PlanContext): StageDraft {
  return {
    id: 'deliver',
    title: 'Let the Deployment run the pods again',
    why: 'To remove a Rollout is to remove its pods. So the Deployment gets its pods back first, and traffic goes to both.',
    gates: ['every-pod-has-a-ready-proxy', 'delivery-is-healthy'],
    change: files => withoutRouting(context, files),
  };
}

/** The files with the Deployment at full strength and a Rollout, if any, that routes nothing. */
export function withoutRouting(context: PlanContext, files: Files): Files {
  const { manifest } = context;
  const existing = managedRollout(context, files);
  if (!existing) {
    return files;
  }
  const { steps } = existing.spec.strategy.canary;
  const unrouted: RolloutManifest = {
    ...existing,
    spec: { ...existing.spec, strategy: { canary: { steps } } },
  };
  const written = writeManaged(context, files, unrouted, 'Rollout');
  // Where routes of a gateway are ours, they go to all pods again.
  const routed = readManaged(context, written, 'IngressRoutes')
    ? withIngressRoutes(context, written, everyPod)
    : written;
  const result = withTimeouts(context, routed);
  return deploymentReplicas(context, result) === 0
    ? editText(result, manifest.path, text =>
        editReplicas(text, manifest.document, existing.spec.replicas),
      )
    : result;
}
