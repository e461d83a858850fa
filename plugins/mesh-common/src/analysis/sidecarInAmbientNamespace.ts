import { Rule } from './Rule';

const INJECT = 'sidecar.istio.io/inject';

/**
 * Pods ask for a sidecar in a namespace that is in ambient mode. They get it, and ztunnel leaves them alone.
 *
 * Source: istio manifests/charts/istio-control/istio-discovery/templates/mutatingwebhook.yaml; cni/pkg/util/podutil.go,
 * `PodRedirectionEnabled`.
 */
export const sidecarInAmbientNamespace: Rule = ({ workload, status }) => {
  const { namespace, template, kind, name } = workload;
  const isAmbient =
    namespace.metadata.labels?.['istio.io/dataplane-mode'] === 'ambient';
  return isAmbient &&
    template.labels[INJECT] === 'true' &&
    status.enrolment.revision !== undefined
    ? [
        {
          severity: 'info',
          object: {
            kind,
            namespace: namespace.metadata.name,
            name,
            field: `spec.template.metadata.labels[${INJECT}]`,
            value: 'true',
          },
          message: `Pods get a sidecar, although namespace ${namespace.metadata.name} is in ambient mode.`,
          action: 'Remove the label, unless a sidecar is meant.',
        },
      ]
    : [];
};
