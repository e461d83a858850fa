import { PeerAuthentication } from '../../istio/PeerAuthentication';
import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { editInjection } from '../../manifests/editWorkload';
import { peerAuthentication } from '../../manifests/peerAuthentication';
import { editText } from '../editText';
import { isInjected, withInjectLabel } from '../injection';
import {
  ManagedKind,
  managedKinds,
  readManaged,
  removeManaged,
  writeManaged,
} from '../managedFiles';
import { managedRollout } from '../managedRollout';
import { PlanContext } from '../PlanContext';
import { Files } from '../readFolder';
import { StageDraft } from '../StageDraft';
import { templatePod } from '../templatePod';
import { withoutRouting } from './retireCanary';

/** Everything that could refuse a caller goes, while the sidecars are still there. */
export function openUp(context: PlanContext): StageDraft {
  const canary = managedRollout(context, context.files) !== undefined;
  return {
    id: 'leave',
    title: 'Open up before leaving the mesh',
    why: 'While pods are replaced, callers meet some with a sidecar and some without. Both must let them in.',
    gates: canary
      ? ['policies-are-in-effect', 'delivery-is-healthy']
      : ['policies-are-in-effect'],
    change: files =>
      withoutRouting(
        context,
        permissive(
          context,
          removeManaged(context, files, 'AuthorizationPolicy'),
        ),
      ),
  };
}

/** The sidecars go, and all that we wrote for them. */
export function leave(context: PlanContext): StageDraft {
  return {
    id: 'leave',
    title: 'Leave the mesh',
    why: 'Pods lose their sidecar when they are replaced. What was written for the mesh goes with them.',
    gates: ['no-pod-has-a-proxy'],
    change: files =>
      (Object.keys(managedKinds) as ManagedKind[]).reduce<Files>(
        (rest, kind) => removeManaged(context, rest, kind),
        unlabelled(context, files),
      ),
  };
}

function permissive(context: PlanContext, files: Files): Files {
  const existing = readManaged(context, files, 'PeerAuthentication');
  if (!existing || !isPeerAuthentication(existing)) {
    return files;
  }
  const { target, manifest } = context;
  return writeManaged(
    context,
    files,
    peerAuthentication({
      name: target.workload,
      namespace: target.namespace,
      selector: manifest.selector,
      mode: 'PERMISSIVE',
      ports: Object.entries(existing.spec?.portLevelMtls ?? {})
        .filter(([, { mode }]) => mode === 'DISABLE')
        .map(([port]) => ({ port: Number(port), mode: 'DISABLE' })),
    }),
  );
}

function unlabelled(context: PlanContext, files: Files): Files {
  const { view, manifest } = context;
  const pod = templatePod(context);
  if (!isInjected(view, pod)) {
    return files;
  }
  // Where the namespace injects, only a refusal keeps the sidecar away.
  const label = isInjected(view, withInjectLabel(pod, undefined))
    ? 'false'
    : undefined;
  return editText(files, manifest.path, text =>
    editInjection(text, manifest.document, label),
  );
}

function isPeerAuthentication(o: KubernetesObject): o is PeerAuthentication {
  return o.kind === 'PeerAuthentication';
}
