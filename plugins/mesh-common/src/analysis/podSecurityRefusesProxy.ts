import { sidecarSetup, SidecarSetup } from '../status/sidecarSetup';
import { Workload } from '../status/Workload';
import { Rule } from './Rule';

const ENFORCE = 'pod-security.kubernetes.io/enforce';
const INTERCEPTION = 'sidecar.istio.io/interceptionMode';

/**
 * The namespace enforces a pod security standard that pods with a sidecar do not meet, so that new pods are refused while the
 * old ones run on. Who is exempt from the standard cannot be read from a cluster.
 *
 * Source: the Kubernetes documentation of pod security standards; istio
 * manifests/charts/istio-control/istio-discovery/files/injection-template.yaml.
 */
export const podSecurityRefusesProxy: Rule = ({ view, workload, status }) => {
  const { namespace, template } = workload;
  const { revision } = status.enrolment;
  const level = namespace.metadata.labels?.[ENFORCE];
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
  const reason = whyRefused(workload, setup, level);
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
          message: `Namespace ${namespace.metadata.name} refuses new pods of ${workload.name} once they have a sidecar. It enforces the pod security standard ${level}, and ${reason.why}.`,
          action: reason.action,
        },
      ];
};

const WITH_CNI =
  'Install istio-cni and set pilot.cni.enabled, so that no init container is needed; or join by ambient.';

function whyRefused(
  { template }: Workload,
  setup: SidecarSetup,
  level: 'restricted' | 'baseline',
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
    setup.setsSeccompProfile() === false &&
    template.spec.securityContext?.seccompProfile === undefined
    ? {
        why: 'neither the pods nor the containers of the sidecar have a seccomp profile',
        action:
          'Set securityContext.seccompProfile of the pods to RuntimeDefault, or global.proxy.seccompProfile of the control plane.',
      }
    : undefined;
}
