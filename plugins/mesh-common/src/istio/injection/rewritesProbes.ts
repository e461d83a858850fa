import { InjectorSettings } from '../../view/injectorSettings';
import { parseGoBoolean } from '../parseGoBoolean';

/** By which a pod says whether its probes are rewritten. */
export const REWRITE_PROBES = 'sidecar.istio.io/rewriteAppHTTPProbers';

/**
 * Whether probes over the network of a new pod are sent to the agent in its sidecar, past mTLS and policies; undefined where
 * it is not known. The pod decides, else the control plane. They are unless somebody said otherwise.
 *
 * Source: istio pkg/kube/inject/app_probe.go, `ShouldRewriteAppHTTPProbers`.
 */
export function rewritesProbes(
  annotations: Record<string, string>,
  injector: InjectorSettings | undefined,
): boolean | undefined {
  return (
    parseGoBoolean(annotations[REWRITE_PROBES]) ?? injector?.rewritesProbes
  );
}
