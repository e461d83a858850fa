import { parse } from 'yaml';
import { z } from 'zod';
import { MeshSettings } from '../../view/ClusterView';

const ANNOTATION = 'proxy.istio.io/config';

const proxyConfig = z.object({ holdApplicationUntilProxyStarts: z.boolean() });

/**
 * Whether the application of a new pod starts only when its sidecar has; undefined where the installation is not known. It
 * matters for sidecars that Kubernetes does not know as such, which start beside the application otherwise.
 *
 * Source: istio pkg/kube/inject/webhook.go, `reorderPod`.
 */
export function holdsApplication(
  annotations: Record<string, string>,
  mesh: MeshSettings,
  revision: string,
): boolean | undefined {
  const injector = mesh.injectors?.[revision];
  if (injector?.holdsApplication === true) {
    return true;
  }
  const own = ownSetting(annotations[ANNOTATION]);
  return own ?? (injector && (mesh.holdApplicationUntilProxyStarts ?? false));
}

function ownSetting(config: string | undefined): boolean | undefined {
  try {
    return proxyConfig.safeParse(parse(config ?? '')).data
      ?.holdApplicationUntilProxyStarts;
  } catch {
    return undefined;
  }
}
