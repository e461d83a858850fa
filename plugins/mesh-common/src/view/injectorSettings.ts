import { z } from 'zod';
import { KubernetesObject } from '../kubernetes/KubernetesObject';

/** How a control plane injects sidecars. What it does not say is left out. */
export interface InjectorSettings {
  /** Probes over the network are sent to the agent in the sidecar, which asks the application. */
  rewritesProbes?: boolean;
  /** The CNI agent of the node redirects traffic, so that no init container has to. */
  usesCni?: boolean;
  /** `ENABLE_NATIVE_SIDECARS`: `true`, `false` or `auto`; istiod's default when absent. */
  nativeSidecars?: string;
  /** The application starts when its sidecar has. */
  holdsApplication?: boolean;
  /** The containers of the proxy say which system calls they may make. */
  setsSeccompProfile?: boolean;
  /** Of the images, such as `1.30.3`. */
  tag?: string;
  /** The image of proxies, where no pod chooses another and without its variant. */
  proxyImage?: string;
  /** The variant of that image, such as `distroless`, where nothing else chooses one. */
  imageVariant?: string;
  /** What the control plane calls the cluster that it is in. */
  clusterName?: string;
}

const CONFIG_MAP = 'istio-sidecar-injector';

/** What of the values is read; all else, which may hold anything, falls away. */
const injectorValues = z
  .object({
    sidecarInjectorWebhook: z
      .object({ rewriteAppHTTPProbe: z.boolean() })
      .partial(),
    pilot: z
      .object({
        cni: z.object({ enabled: z.boolean() }).partial(),
        env: z
          .object({
            ENABLE_NATIVE_SIDECARS: z.union([z.string(), z.boolean()]),
          })
          .partial(),
      })
      .partial(),
    // Where the setting was before 1.24.
    istio_cni: z.object({ enabled: z.boolean() }).partial(),
    global: z
      .object({
        hub: z.string(),
        tag: z.union([z.string(), z.number()]),
        variant: z.string(),
        multiCluster: z.object({ clusterName: z.string() }).partial(),
        proxy: z
          .object({
            image: z.string(),
            holdApplicationUntilProxyStarts: z.boolean(),
            seccompProfile: z.object({ type: z.string() }).partial(),
          })
          .partial(),
      })
      .partial(),
  })
  .partial();

const configMap = z.object({ data: z.object({ values: z.string() }) });

/**
 * The settings of each revision whose ConfigMap for injection is there. It is called `istio-sidecar-injector`, for a revision
 * with its name behind a dash.
 *
 * Source: istio manifests/charts/istio-control/istio-discovery/templates/istiod-injector-configmap.yaml.
 */
export function injectorSettings(
  objects: readonly KubernetesObject[],
): Record<string, InjectorSettings> {
  return Object.fromEntries(
    objects.flatMap(object => {
      const revision =
        object.kind === 'ConfigMap' ? revisionOf(object) : undefined;
      const values = parseValues(configMap.safeParse(object).data?.data.values);
      return revision === undefined || values === undefined
        ? []
        : [[revision, settingsOf(values)]];
    }),
  );
}

/** The part of the values of a ConfigMap for injection that is read, as JSON again; undefined where there is none. */
export function readInjectorValues(
  values: string | undefined,
): string | undefined {
  const parsed = parseValues(values);
  return parsed && JSON.stringify(parsed);
}

function revisionOf({
  metadata: { name, labels },
}: KubernetesObject): string | undefined {
  if (name === CONFIG_MAP) {
    return labels?.['istio.io/rev'] ?? 'default';
  }
  return name.startsWith(`${CONFIG_MAP}-`)
    ? name.slice(CONFIG_MAP.length + 1)
    : undefined;
}

function parseValues(
  values: string | undefined,
): z.output<typeof injectorValues> | undefined {
  try {
    return values === undefined
      ? undefined
      : injectorValues.safeParse(JSON.parse(values)).data;
  } catch {
    return undefined;
  }
}

function settingsOf({
  sidecarInjectorWebhook,
  pilot,
  istio_cni,
  global,
}: z.output<typeof injectorValues>): InjectorSettings {
  const native = pilot?.env?.ENABLE_NATIVE_SIDECARS;
  const settings: InjectorSettings = {
    rewritesProbes: sidecarInjectorWebhook?.rewriteAppHTTPProbe,
    usesCni: pilot?.cni?.enabled ?? istio_cni?.enabled,
    nativeSidecars: native === undefined ? undefined : String(native),
    holdsApplication: global?.proxy?.holdApplicationUntilProxyStarts,
    setsSeccompProfile: global?.proxy?.seccompProfile?.type !== undefined,
    tag: global?.tag === undefined ? undefined : String(global.tag),
    proxyImage: proxyImageOf(global),
    imageVariant: global?.variant || undefined,
    clusterName: global?.multiCluster?.clusterName || undefined,
  };
  return Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== undefined),
  );
}

/** Source: istio pkg/kube/inject/inject.go, `ProxyImage`. */
function proxyImageOf({
  hub,
  tag,
  proxy,
}: z.output<typeof injectorValues>['global'] = {}): string | undefined {
  const { image } = proxy ?? {};
  if (image?.includes('/')) {
    return image;
  }
  return hub && image && tag ? `${hub}/${image}:${tag}` : undefined;
}
