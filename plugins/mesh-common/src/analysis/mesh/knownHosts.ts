import { Service } from '../../kubernetes/KubernetesObject';
import { coversHost, isWildcardHost } from '../../istio/routing/hostNames';
import { resolveHost, serviceHost } from '../../istio/routing/hostNames';
import { ClusterView } from '../../view/ClusterView';
import { everyNamespace, exportedTo } from './exportedTo';
import { memoByView } from './memoByView';
import { namespaceOf, ServiceEntry } from './objects';

/** A host of a Service or ServiceEntry. */
export interface KnownHost {
  namespace: string;
  host: string;
  ports: number[];
  /** Labels of the pods behind it; absent when it has none of its own. */
  podLabels?: Record<string, string>;
}

interface HostIndex {
  byHost: Map<string, { scopes: string[]; known: KnownHost }[]>;
  wildcards: { scopes: string[]; known: KnownHost }[];
}

const EXPORT_TO = 'networking.istio.io/exportTo';

const hostIndex = memoByView((view): HostIndex => {
  const index: HostIndex = { byHost: new Map(), wildcards: [] };
  const add = (scopes: string[], known: KnownHost) => {
    if (isWildcardHost(known.host)) {
      index.wildcards.push({ scopes, known });
    }
    const same = index.byHost.get(known.host) ?? [];
    index.byHost.set(known.host, [...same, { scopes, known }]);
  };
  for (const service of view.listAll<Service>('Service')) {
    const namespace = namespaceOf(service);
    const { name, annotations = {} } = service.metadata;
    const said = annotations[EXPORT_TO]?.split(',').map(scope => scope.trim());
    add(exportedTo(said, namespace), {
      namespace,
      host: serviceHost({ namespace, name }),
      ports: (service.spec?.ports ?? []).map(({ port }) => port),
      podLabels: service.spec?.selector,
    });
  }
  for (const entry of view.listAll<ServiceEntry>('ServiceEntry')) {
    const namespace = namespaceOf(entry);
    for (const host of entry.spec?.hosts ?? []) {
      add(exportedTo(entry.spec?.exportTo, namespace), {
        namespace,
        host: resolveHost(host, namespace),
        ports: (entry.spec?.ports ?? []).flatMap(({ number }) => number ?? []),
        podLabels: entry.spec?.workloadSelector?.labels,
      });
    }
  }
  return index;
});

/**
 * What a host in an object stands for, as its namespace, or one that the object is exported to, sees it; undefined when
 * there is no such Service or ServiceEntry.
 *
 * Source: istio pkg/config/analysis/analyzers/util/service_lookup.go, `GetDestinationHost`.
 */
export function knownHost(
  view: ClusterView,
  name: string,
  from: { namespace: string; exportTo?: readonly string[] },
): KnownHost | undefined {
  const { byHost, wildcards } = hostIndex(view);
  const host = resolveHost(name, from.namespace);
  const viewers = [
    everyNamespace,
    ...exportedTo(from.exportTo ?? ['.'], from.namespace),
  ];
  const isSeen = ({ scopes }: { scopes: string[] }) =>
    scopes.some(scope => viewers.includes(scope));
  return (
    byHost.get(host)?.find(isSeen)?.known ??
    wildcards.find(
      entry =>
        entry.scopes.some(scope =>
          [everyNamespace, from.namespace].includes(scope),
        ) && coversHost(entry.known.host, host),
    )?.known
  );
}
