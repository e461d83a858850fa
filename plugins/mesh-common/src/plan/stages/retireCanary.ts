import { editReplicas } from '../../manifests/editWorkload';
import { RolloutManifest } from '../../manifests/rollout';
import { virtualService } from '../../manifests/virtualService';
import { editText } from '../editText';
import { removeManaged, writeManaged } from '../managedFiles';
import { deploymentReplicas, managedRollout } from '../managedRollout';
import { PlanContext } from '../PlanContext';
import { Files } from '../readFolder';
import { StageDraft } from '../StageDraft';
import { targetService } from '../targetService';

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
  const { profile, target, manifest } = context;
  const existing = managedRollout(context, files);
  if (!existing) {
    return files;
  }
  const { steps } = existing.spec.strategy.canary;
  const unrouted: RolloutManifest = {
    ...existing,
    spec: { ...existing.spec, strategy: { canary: { steps } } },
  };
  let result = writeManaged(context, files, unrouted);
  const { timeout, retries } = profile.traffic ?? {};
  if (profile.mesh === 'none' || (!timeout && !retries)) {
    result = removeManaged(context, result, 'VirtualService');
  } else {
    const { host, httpPorts } = targetService(context);
    result = writeManaged(
      context,
      result,
      virtualService({
        name: target.workload,
        namespace: target.namespace,
        host,
        ports: httpPorts,
        traffic: profile.traffic,
        weighted: false,
      }),
    );
  }
  return deploymentReplicas(context, result) === 0
    ? editText(result, manifest.path, text =>
        editReplicas(text, manifest.document, existing.spec.replicas),
      )
    : result;
}
