import { setLabel } from '../../manifests/editLabel';
import { proxyOf } from '../../status/enrolment';
import { findWorkload } from '../../status/Workload';
import { dataPlaneOf, DATAPLANE_MODE } from '../dataPlane';
import { editText } from '../editText';
import { withNamespaceLabel } from '../enrolledNamespace';
import { PlanContext } from '../PlanContext';
import { withPortProtocols } from '../portProtocols';
import { PlanError } from '../PlanError';
import { Files } from '../readFolder';
import { StageDraft } from '../StageDraft';
import { ownPod } from '../ownPod';
import { isCalled, withPermissive } from './join';

/** The pods are captured by the ztunnel of their node, and nobody who calls them notices. */
export function joinAmbient(context: PlanContext): StageDraft {
  return {
    id: 'join',
    title: 'Join the mesh by ambient, still accepting plaintext',
    why: 'ztunnel carries the connections of pods that are labelled for it, without a sidecar. The mode PERMISSIVE keeps every caller working, whether it is on the mesh or not, so this stage can be judged on its own.',
    gates: [
      'every-pod-has-a-ready-proxy',
      ...(isCalled(context) ? ['traffic-is-observed' as const] : []),
    ],
    change: files =>
      withPermissive(
        context,
        labelled(context, withPortProtocols(context, files)),
        isCaptured(context),
      ),
  };
}

function labelled(context: PlanContext, files: Files): Files {
  const { view, target, manifest } = context;
  const pod = ownPod(context);
  const wanted = {
    ...pod,
    metadata: {
      ...pod.metadata,
      labels: { ...pod.metadata.labels, [DATAPLANE_MODE]: 'ambient' },
    },
  };
  const gets = dataPlaneOf(view, wanted);
  if (gets !== 'ambient') {
    throw new PlanError(
      `Pods of ${target.workload} would not be captured by ambient even when they ask for it: ${
        gets === 'sidecar'
          ? 'they get a sidecar, and ambient leaves those alone. Label the pod template with sidecar.istio.io/inject: "false" first'
          : 'they use the network of their host'
      }.`,
    );
  }
  const named = withNamespaceLabel(context, files);
  // Where the namespace does it, a label would only restart the pods.
  return context.profile.enrolment?.scope === 'namespace' ||
    dataPlaneOf(view, pod) === 'ambient'
    ? named
    : editText(named, manifest.path, text =>
        setLabel(
          text,
          {
            document: manifest.document,
            metadata: ['spec', 'template', 'metadata'],
          },
          DATAPLANE_MODE,
          'ambient',
        ),
      );
}

/** Whether all running pods are on the mesh by ztunnel. */
export function isCaptured({ view, target }: PlanContext): boolean {
  const pods = findWorkload(view, target)?.pods ?? [];
  return pods.length > 0 && pods.every(pod => proxyOf(pod) === 'istio-ambient');
}
