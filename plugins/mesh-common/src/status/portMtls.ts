import { PeerAuthentication } from '../istio/PeerAuthentication';
import { peerAuthenticationsFor } from '../istio/peerAuthenticationsFor';
import { serverMtls } from '../istio/serverMtls';
import { ClusterView } from '../view/ClusterView';
import { describeEvidence } from './Evidence';
import { Enrolment, MeshKind, PortMtls } from './TargetStatus';
import { Workload } from './Workload';
import { whyUnknown } from './whyUnknown';
import { WorkloadPort, workloadPorts } from './workloadPorts';

/** What each port of a workload accepts, with the object that decided it. */
export function portMtls(options: {
  view: ClusterView;
  workload: Workload;
  mesh: MeshKind;
  enrolment: Enrolment;
}): PortMtls[] {
  return workloadPorts(options.workload).map(port => ({
    ...port,
    ...acceptedOn(options, port),
  }));
}

/** As `portMtls`, for a single port, which need not be declared anywhere: a proxy checks those too. */
export function acceptedOn(
  options: {
    view: ClusterView;
    workload: Workload;
    mesh: MeshKind;
    enrolment: Enrolment;
  },
  { port }: Pick<WorkloadPort, 'port'>,
): Pick<PortMtls, 'accepts' | 'reason' | 'evidence'> {
  const { view, workload, mesh, enrolment } = options;
  if (mesh === 'none') {
    return {
      accepts: 'plaintext-only',
      reason: 'No pod has a proxy, so nothing encrypts or checks callers.',
    };
  }
  const why = whyUnknown({ view, mesh, kind: 'PeerAuthentication' });
  if (why !== undefined) {
    return { accepts: 'unknown', reason: why };
  }
  const namespace = workload.namespace.metadata.name;
  const { rootNamespace } = view.mesh;
  const { mode, decidedBy } = serverMtls(
    peerAuthenticationsFor({
      workload: { namespace, labels: workload.template.labels },
      policies: [...new Set([rootNamespace, namespace])].flatMap(ns =>
        view.list<PeerAuthentication>('PeerAuthentication', ns),
      ),
      rootNamespace,
    }),
    port,
  );
  const because = decidedBy
    ? `${describeEvidence(decidedBy)} says ${mode} in ${decidedBy.field}`
    : 'no PeerAuthentication sets a mode, and the default is PERMISSIVE';
  const evidence = decidedBy && { ...decidedBy, value: mode };
  if (enrolment.state === 'partly') {
    const { total, withProxy } = enrolment.pods;
    return {
      accepts: 'mtls-and-plaintext',
      reason: `${total - withProxy} of ${total} pods have no proxy and accept plaintext whatever the policy; for the others ${because}.`,
      evidence,
    };
  }
  // ztunnel always offers mTLS; only STRICT makes it refuse plaintext.
  const effective =
    mesh === 'istio-ambient' && mode === 'DISABLE' ? 'PERMISSIVE' : mode;
  const accepts = (
    {
      STRICT: 'mtls-only',
      PERMISSIVE: 'mtls-and-plaintext',
      DISABLE: 'plaintext-only',
    } as const
  )[effective];
  const means = {
    'mtls-only': 'Accepts only mTLS',
    'mtls-and-plaintext': 'Accepts mTLS and plaintext',
    'plaintext-only': 'Accepts only plaintext',
  }[accepts];
  return { accepts, reason: `${means}: ${because}.`, evidence };
}
