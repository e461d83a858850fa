import { InjectorSettings } from '../../view/injectorSettings';

/** By which a pod says which kind it wants. */
export const NATIVE_SIDECAR = 'sidecar.istio.io/nativeSidecar';
/** From which minor version on kubelets are good enough for Istio to choose it. */
const KUBELET = 33;
/** The first minor version of Istio that chooses by itself. */
const CHOOSES = 27;

/**
 * Whether a new pod's sidecar is one that Kubernetes knows as such: started before the application, and stopped when that is
 * done. Undefined where it is not known. The pod decides, else what istiod was told, else istiod by the kubelets, all of
 * which must be new enough.
 *
 * Source: istio pkg/kube/inject/webhook.go, `DetectNativeSidecar`; pilot/pkg/features/pilot.go, `ENABLE_NATIVE_SIDECARS`;
 * manifests/charts/istio-control/istio-discovery/files/injection-template.yaml.
 */
export function nativeSidecar(options: {
  /** Of the pod. */
  annotations: Record<string, string>;
  /** Of the control plane that injects; absent where it is not known. */
  injector?: InjectorSettings;
  /** Of all nodes, such as `v1.33.1`; empty where they are not known. */
  kubelets: readonly string[];
}): boolean | undefined {
  const { annotations, injector, kubelets } = options;
  const asked = annotations[NATIVE_SIDECAR];
  if (asked) {
    return asked !== 'false';
  }
  if (injector === undefined) {
    return undefined;
  }
  const { nativeSidecars: setting = 'auto' } = injector;
  if (setting !== 'auto') {
    return setting === 'true';
  }
  if (!kubelets.every(version => (minorOf(version) ?? 0) >= KUBELET)) {
    return false;
  }
  return kubelets.length === 0 ? undefined : choosesByItself(injector);
}

function choosesByItself({
  nativeSidecars,
  tag,
}: InjectorSettings): boolean | undefined {
  if (nativeSidecars === 'auto') {
    return true;
  }
  const minor = minorOf(tag);
  return minor === undefined ? undefined : minor >= CHOOSES;
}

/** The 33 of `v1.33.1-gke.100`, the 30 of `1.30.3-distroless`. */
function minorOf(version: string | undefined): number | undefined {
  const minor = /^v?1\.(?<minor>\d+)/.exec(version ?? '')?.groups?.minor;
  return minor === undefined ? undefined : Number(minor);
}
