import { sidecarSetup, SidecarSetup } from '../status/sidecarSetup';
import { Workload } from '../status/Workload';
import { Rule } from './Rule';

const ENFORCE = 'pod-security.kubernetes.io/enforce';
const VERSION = `${ENFORCE}-version`;
/** Minor version of Kubernetes since whose standards a restricted pod needs a seccomp profile. */
const SECCOMP_SINCE = 19;
const INTERCEPTION = 'sidecar.istio.io/interceptionMode';

/**
 * The namespace enforces a pod security standard that pods with a sidecar do not meet, so that new pods are refused while the
 * old ones run on. Who is exempt from it, by namespace, user or runtime class, only the API server's own configuration says, and
 * that cannot be read from a cluster.
 *
 * Source: the Kubernetes documentation of pod security standards, and of their admission (versions, exemptions); istio
 * manifests/charts/istio-control/istio-discovery/files/injection-template.yaml.
 */
export const podSecurityRefusesProxy: Rule = ({ view, workload, status }) => {
  const { namespace, template } = workload;
  const { revision } = status.enrolment;
  const { [ENFORCE]: level, [VERSION]: version } =
    namespace.metadata.labels ?? {};
  if (
    revision === undefined ||
    (level !== 'restricted' && level !== 'baseline')
  ) {
    return [];
  }
  const setup = sidecarSetup(view, {
    namespace: namespace.metadata.name,
    annotations: template.annotations,
    revision,
  });
  const reason = whyRefused(workload, setup, { level, version });
  return reason === undefined
    ? []
    : [
        {
          severity: 'error',
          object: {
            kind: 'Namespace',
            name: namespace.metadata.name,
            field: `metadata.labels[${ENFORCE}]`,
            value: level,
          },
          message: `Namespace ${namespace.metadata.name} refuses new pods of ${workload.name} once they have a sidecar, unless it is exempt. It enforces the pod security standard ${level}${version === undefined ? '' : ` as of ${version}`}, and ${reason.why}. Exemptions stand in the configuration of the API server and cannot be read.`,
          action: reason.action,
        },
      ];
};

const WITH_CNI =
  'Install istio-cni and set pilot.cni.enabled, so that no init container is needed; or join by ambient.';

function whyRefused(
  { template }: Workload,
  setup: SidecarSetup,
  { level, version }: { level: 'restricted' | 'baseline'; version?: string },
): { why: string; action: string } | undefined {
  if (template.annotations[INTERCEPTION] === 'TPROXY') {
    return {
      why: `the sidecar needs NET_ADMIN (${INTERCEPTION}: TPROXY)`,
      action: `Remove the annotation ${INTERCEPTION}.`,
    };
  }
  const redirectedBy = setup.redirectedBy();
  if (redirectedBy === 'istio-init') {
    return {
      why: 'the init container istio-init, which redirects their traffic, needs NET_ADMIN and NET_RAW',
      action: WITH_CNI,
    };
  }
  return level === 'restricted' &&
    minorOf(version) >= SECCOMP_SINCE &&
    setup.setsSeccompProfile() === false &&
    template.spec.securityContext?.seccompProfile === undefined
    ? {
        why: 'neither the pods nor the containers of the sidecar have a seccomp profile',
        action:
          'Set securityContext.seccompProfile of the pods to RuntimeDefault, or global.proxy.seccompProfile of the control plane.',
      }
    : undefined;
}

/** The newest standard holds where no version is said, and where it is none. */
function minorOf(version: string | undefined): number {
  const minor = /^v1\.(\d+)$/.exec(version ?? '')?.[1];
  return minor === undefined ? Infinity : Number(minor);
}
