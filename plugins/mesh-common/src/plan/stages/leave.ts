import { PeerAuthentication } from '../../istio/PeerAuthentication';
import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { removeLabel, setLabel } from '../../manifests/editLabel';
import {
  editInjection,
  editRevision,
  INJECT_LABEL,
  REVISION_LABEL,
} from '../../manifests/editWorkload';
import { peerAuthentication } from '../../manifests/peerAuthentication';
import { USE_WAYPOINT } from '../../manifests/waypointGateway';
import { writtenServices } from '../ambientWaypoint';
import { dataPlaneOf, DATAPLANE_MODE } from '../dataPlane';
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
import { ownPod } from '../ownPod';
import { removePolicies } from './authorize';
import { withoutFlagger } from './flagger';
import { withoutRouting } from './retireCanary';
import { withoutVersions } from './shiftByGit';

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
      withoutVersions(
        context,
        withoutRouting(
          context,
          permissive(
            context,
            removePolicies(context, withoutFlagger(context, files)),
          ),
        ),
      ),
  };
}

/** The pods leave the mesh, and all that we wrote for it goes. */
export function leave(context: PlanContext): StageDraft {
  return {
    id: 'leave',
    title: 'Leave the mesh',
    why: 'Pods lose their sidecar when they are replaced, or are let go by ztunnel. What was written for the mesh goes with them, ingress included: hosts that come in by a gateway of the mesh are answered no more.',
    gates: ['no-pod-has-a-proxy'],
    change: files =>
      (Object.keys(managedKinds) as ManagedKind[]).reduce<Files>(
        (rest, kind) => removeManaged(context, rest, kind),
        withoutWaypoint(
          context,
          uncaptured(context, unlabelled(context, files)),
        ),
      ),
  };
}

/** Services do not ask any more for the waypoint that is ours and goes. */
function withoutWaypoint(context: PlanContext, files: Files): Files {
  const own = readManaged(context, files, 'Waypoint')?.metadata.name;
  return writtenServices(context)
    .filter(
      ({ object }) =>
        own !== undefined && object.metadata.labels?.[USE_WAYPOINT] === own,
    )
    .reduce<Files>(
      (rest, { path, document }) =>
        editText(rest, path, text =>
          removeLabel(text, { document, metadata: ['metadata'] }, USE_WAYPOINT),
        ),
      files,
    );
}

function uncaptured(context: PlanContext, files: Files): Files {
  const { view, manifest } = context;
  const pod = ownPod(context);
  if (dataPlaneOf(view, pod) !== 'ambient') {
    return files;
  }
  const { [DATAPLANE_MODE]: _, ...labels } = pod.metadata.labels ?? {};
  const at = {
    document: manifest.document,
    metadata: ['spec', 'template', 'metadata'],
  };
  const bare = { ...pod, metadata: { ...pod.metadata, labels } };
  return editText(files, manifest.path, text =>
    // Where the namespace is in ambient, only a refusal keeps the pods out.
    dataPlaneOf(view, bare) === 'ambient'
      ? setLabel(text, at, DATAPLANE_MODE, 'none')
      : removeLabel(text, at, DATAPLANE_MODE),
  );
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
      // Whose pods it was for: those of all versions, where requests were shifted between them.
      selector: existing.spec?.selector?.matchLabels ?? manifest.selector,
      mode: 'PERMISSIVE',
      ports: Object.entries(existing.spec?.portLevelMtls ?? {})
        .filter(([, { mode }]) => mode === 'DISABLE')
        .map(([port]) => ({ port: Number(port), mode: 'DISABLE' })),
    }),
    'PeerAuthentication',
  );
}

function unlabelled(context: PlanContext, files: Files): Files {
  const { view, manifest } = context;
  const pod = ownPod(context);
  if (!isInjected(view, pod)) {
    return files;
  }
  const { labels = {} } = pod.metadata;
  // Who asks for a sidecar does so with both; a revision alone is not ours.
  const both = labels[INJECT_LABEL] === 'true' && REVISION_LABEL in labels;
  const { [REVISION_LABEL]: _, ...rest } = labels;
  const bare = withInjectLabel(
    both ? { ...pod, metadata: { ...pod.metadata, labels: rest } } : pod,
    undefined,
  );
  // Where the namespace injects, only a refusal keeps the sidecar away.
  const label = isInjected(view, bare) ? 'false' : undefined;
  const refused = editText(files, manifest.path, text =>
    editInjection(text, manifest.document, label),
  );
  return both
    ? editText(refused, manifest.path, text =>
        editRevision(text, manifest.document, undefined),
      )
    : refused;
}

function isPeerAuthentication(o: KubernetesObject): o is PeerAuthentication {
  return o.kind === 'PeerAuthentication';
}
