import { editInjection, editRevision } from '../../manifests/editWorkload';
import { peerAuthentication } from '../../manifests/peerAuthentication';
import { findWorkload } from '../../status/Workload';
import { proxyOf } from '../../status/enrolment';
import { workloadPorts } from '../../status/workloadPorts';
import { adoptedPeerAuthentication } from '../adoptedPeerAuthentication';
import { editText } from '../editText';
import { withNamespaceLabel } from '../enrolledNamespace';
import {
  injectedRevision,
  isInjected,
  revisionNamed,
  withInjectLabel,
  withRevision,
} from '../injection';
import { readManaged, writeManaged } from '../managedFiles';
import { PlanContext } from '../PlanContext';
import { withPortProtocols } from '../portProtocols';
import { PlanError } from '../PlanError';
import { Files } from '../readFolder';
import { StageDraft } from '../StageDraft';
import { ownPod } from '../ownPod';

/** What the ports of pods speak that are on the mesh already. */
export function sayProtocols(context: PlanContext): StageDraft {
  return {
    id: 'join',
    title: 'Say what the ports speak',
    why: 'Proxies learn from a Service what its ports speak, and guess where it is silent. Rules about requests, routes and metrics need HTTP that is known as such.',
    gates: isCalled(context) ? ['traffic-is-observed'] : [],
    change: files => withPortProtocols(context, files),
  };
}

/** The pods get a sidecar, and nobody who calls them notices. */
export function join(context: PlanContext): StageDraft {
  return {
    id: 'join',
    title: 'Join the mesh, still accepting plaintext',
    why: 'Pods get a sidecar when they are replaced. The mode PERMISSIVE keeps every caller working, whether it is on the mesh or not, so this stage can be judged on its own.',
    gates: [
      'every-pod-has-a-ready-proxy',
      ...(isCalled(context) ? ['traffic-is-observed' as const] : []),
    ],
    change: files =>
      withPermissive(
        context,
        labelled(context, withPortProtocols(context, files)),
        isEnrolled(context),
      ),
  };
}

/** Nobody can call a workload that listens nowhere, such as a batch client, so no request to it will ever be seen. */
export function isCalled({ view, target }: PlanContext): boolean {
  const workload = findWorkload(view, target);
  return workload === undefined || workloadPorts(workload).length > 0;
}

function labelled(context: PlanContext, files: Files): Files {
  const { view, target, manifest, profile } = context;
  const result = withNamespaceLabel(context, files);
  const pod = ownPod(context);
  const revision = profile.enrolment?.revision;
  const wanted = withRevision(withInjectLabel(pod, 'true'), revision);
  if (!isInjected(view, wanted)) {
    throw new PlanError(
      `Pods of ${target.workload} would get no sidecar even when they ask for one: ${
        pod.spec?.hostNetwork
          ? 'they use the network of their host'
          : `namespace ${target.namespace} opts out, or no control plane of the cluster answers for it. Label it with istio.io/rev and a revision that is installed`
      }.`,
    );
  }
  const gets = injectedRevision(view, wanted);
  if (revision !== undefined && gets !== revisionNamed(view, revision)) {
    throw new PlanError(
      `Pods of ${target.workload} would get a sidecar of revision ${gets} and not of ${revision}, because the labels of namespace ${target.namespace} come first. Change them, or leave the revision out of the profile.`,
      ['enrolment', 'revision'],
    );
  }
  // Where the namespace did it already, a label would only restart the pods.
  if (isEnrolled(context) && injectedRevision(view, pod) === gets) {
    return result;
  }
  const injected = editText(result, manifest.path, text =>
    editInjection(text, manifest.document, 'true'),
  );
  return revision === undefined
    ? injected
    : editText(injected, manifest.path, text =>
        editRevision(text, manifest.document, revision),
      );
}

/** Whether all running pods are on the mesh by a sidecar. */
export function isEnrolled({ view, target }: PlanContext): boolean {
  const pods = findWorkload(view, target)?.pods ?? [];
  return pods.length > 0 && pods.every(pod => proxyOf(pod) === 'istio-sidecar');
}

/**
 * The files with a PeerAuthentication that accepts plaintext as well, where nothing of the workload's own says what holds.
 *
 * @throws PlanError
 */
export function withPermissive(
  context: PlanContext,
  files: Files,
  isInMesh: boolean,
): Files {
  const { profile, target, manifest } = context;
  // What holds may be stricter already, by a policy of ours or of the namespace, and joining must not loosen it.
  return isInMesh ||
    adoptedPeerAuthentication(context) ||
    readManaged(context, files, 'PeerAuthentication')
    ? files
    : writeManaged(
        context,
        files,
        peerAuthentication({
          name: target.workload,
          namespace: target.namespace,
          selector: manifest.selector,
          mode: 'PERMISSIVE',
          // A server that speaks first breaks as soon as a sidecar waits for the client's first bytes.
          ports: profile.mtls.portExceptions
            .filter(({ mode }) => mode === 'disable')
            .map(({ port }) => ({ port, mode: 'DISABLE' })),
        }),
        'PeerAuthentication',
      );
}
