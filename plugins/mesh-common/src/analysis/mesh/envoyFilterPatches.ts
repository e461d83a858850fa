import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { memoByView } from './memoByView';

/** `networking.istio.io` EnvoyFilter, as far as rules look at it. */
export interface EnvoyFilter extends KubernetesObject {
  kind: 'EnvoyFilter';
  spec?: {
    priority?: number;
    configPatches?: {
      applyTo?: string;
      match?: {
        proxy?: { proxyVersion?: string };
        listener?: { filterChain?: { filter?: { name?: string } } };
      };
      patch?: { operation?: string; value?: { name?: unknown } };
    }[];
  };
}

/** One patch of an EnvoyFilter. */
export interface EnvoyFilterPatch {
  object: EnvoyFilter;
  /** Path of the operation in its object. */
  field: string;
  applyTo: string;
  operation: string;
  /** What it adds or changes, else the filter at which it does so. */
  name: string | undefined;
  /** It is for proxies of certain versions. */
  hasProxyVersion: boolean;
}

/** To what Istio neither adds nor removes. */
export const routeTargets = ['ROUTE_CONFIGURATION', 'HTTP_ROUTE'];
/** What REPLACE replaces; of the rest it does nothing. */
export const replaceableTargets = [
  'HTTP_FILTER',
  'NETWORK_FILTER',
  'VIRTUAL_HOST',
];

/** Every patch of every EnvoyFilter. What says no operation does nothing. */
export const envoyFilterPatches = memoByView(view =>
  view.listAll<EnvoyFilter>('EnvoyFilter').flatMap(object =>
    (object.spec?.configPatches ?? []).flatMap(
      ({ applyTo = '', match, patch }, i): EnvoyFilterPatch[] =>
        patch?.operation === undefined
          ? []
          : [
              {
                object,
                field: `spec.configPatches[${i}].patch.operation`,
                applyTo,
                operation: patch.operation,
                name:
                  typeof patch.value?.name === 'string'
                    ? patch.value.name
                    : match?.listener?.filterChain?.filter?.name,
                hasProxyVersion: Boolean(match?.proxy?.proxyVersion),
              },
            ],
    ),
  ),
);
