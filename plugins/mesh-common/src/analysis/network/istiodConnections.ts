import { NetworkPod } from '../../kubernetes/networkPolicy';
import { ClusterView } from '../../view/ClusterView';
import { MeshConnection } from './MeshConnection';
import { istiodPod } from './networkPods';

/** Where proxies ask for their certificates and configuration, and where the API server asks for injection. */
export const XDS = 15012;
const WEBHOOK = 15017;

/**
 * The connection of a proxy to its control plane, without which it is never ready. Both ends have their say, as far as the pods
 * of the control plane are known.
 *
 * Source: istio manifests/charts/istio-control/istio-discovery/templates/networkpolicy.yaml.
 */
export function toIstiod(
  view: ClusterView,
  proxy: {
    pod: NetworkPod;
    /** How people call it. */
    called: string;
    revision: string | undefined;
  },
): MeshConnection[] {
  const { pod, called, revision } = proxy;
  const istiod = istiodPod(view, revision);
  const { rootNamespace } = view.mesh;
  const common = {
    port: XDS,
    severity: 'error',
    forbidden: `${called} may not connect to TCP ${XDS} of istiod`,
    consequence: `Its proxy gets neither a certificate nor configuration, so it is never ready.`,
  } as const;
  return [
    {
      ...common,
      pod,
      direction: 'egress',
      // It is called by the address of its Service, which a policy may name in place of that of the pod.
      peer: istiod && { ...istiod, address: undefined },
      action: `Let it out to TCP ${XDS} of the pods of istiod in namespace ${rootNamespace}.`,
    },
    ...(istiod
      ? [
          {
            ...common,
            pod: istiod,
            direction: 'ingress' as const,
            peer: pod,
            action: `Let proxies in on TCP ${XDS} of istiod.`,
          },
        ]
      : []),
  ];
}

/** The connection of the API server to a control plane, without which pods get no sidecar or do not start. */
export function toInjector(
  view: ClusterView,
  revision: string | undefined,
): MeshConnection[] {
  const istiod = istiodPod(view, revision);
  return istiod
    ? [
        {
          pod: istiod,
          direction: 'ingress',
          port: WEBHOOK,
          severity: 'warning',
          forbidden: `nobody may connect to TCP ${WEBHOOK} of istiod`,
          consequence:
            'The API server asks there for the sidecars of new pods; unless the network plugin lets it through, none start.',
          action: `Let the API server in on TCP ${WEBHOOK} of istiod.`,
        },
      ]
    : [];
}
