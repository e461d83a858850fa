import { inboundBypass } from '../istio/bypassedPorts';
import { PeerAuthentication } from '../istio/PeerAuthentication';
import {
  EffectivePeerAuthentications,
  peerAuthenticationsFor,
} from '../istio/peerAuthenticationsFor';
import { serverMtls } from '../istio/serverMtls';
import { ztunnelMtls } from '../istio/ztunnelMtls';
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
  const { annotations } = workload.template;
  const bypass = keepsFromSidecar(options, port);
  if (bypass !== undefined) {
    return {
      accepts: 'plaintext-only',
      reason: `The pods keep the port from their sidecar (${bypass}), so nothing encrypts or checks callers there, whatever policies say.`,
      evidence: {
        kind: workload.kind,
        namespace: workload.namespace.metadata.name,
        name: workload.name,
        field: `spec.template.metadata.annotations[${bypass}]`,
        value: annotations[bypass],
      },
    };
  }
  const why = whyUnknown({ view, mesh, kind: 'PeerAuthentication' });
  if (why !== undefined) {
    return { accepts: 'unknown', reason: why };
  }
  const namespace = workload.namespace.metadata.name;
  const { rootNamespace } = view.mesh;
  const effective = peerAuthenticationsFor({
    workload: { namespace, labels: workload.template.labels },
    policies: [...new Set([rootNamespace, namespace])].flatMap(ns =>
      view.list<PeerAuthentication>('PeerAuthentication', ns),
    ),
    rootNamespace,
  });
  const { mode, decidedBy } = serverMtls(effective, port);
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
  if (mesh === 'istio-ambient') {
    return { ...throughZtunnel(effective, port, because), evidence };
  }
  const accepts = (
    {
      STRICT: 'mtls-only',
      PERMISSIVE: 'mtls-and-plaintext',
      DISABLE: 'plaintext-only',
    } as const
  )[mode];
  const means = {
    'mtls-only': 'Accepts only mTLS',
    'mtls-and-plaintext': 'Accepts mTLS and plaintext',
    'plaintext-only': 'Accepts only plaintext',
  }[accepts];
  return { accepts, reason: `${means}: ${because}.`, evidence };
}

/** The annotation by which a workload's pods keep a port from their sidecar; undefined where they do not. */
export function keepsFromSidecar(
  { workload, mesh }: { workload: Workload; mesh: MeshKind },
  port: number,
): string | undefined {
  return mesh === 'istio-sidecar'
    ? inboundBypass(workload.template.annotations, port)
    : undefined;
}

const UNLIKE_SIDECAR = {
  'port-disable-ignored':
    'ambient knows no DISABLE for a single port of a workload that inherits STRICT',
  'strict-lost':
    'ambient loses the strict mode when it translates this combination of policies',
};

/** ztunnel always offers mTLS; what differs is whether it lets plaintext through. */
function throughZtunnel(
  effective: EffectivePeerAuthentications,
  port: number,
  because: string,
): Pick<PortMtls, 'accepts' | 'reason'> {
  const { acceptsPlaintext, unlikeSidecar } = ztunnelMtls(effective, port);
  const means = acceptsPlaintext
    ? 'Accepts mTLS and plaintext'
    : 'Accepts only mTLS';
  return {
    accepts: acceptsPlaintext ? 'mtls-and-plaintext' : 'mtls-only',
    reason:
      unlikeSidecar === undefined
        ? `${means}: ${because}.`
        : `${means}, although ${because}: ${UNLIKE_SIDECAR[unlikeSidecar]}.`,
  };
}
