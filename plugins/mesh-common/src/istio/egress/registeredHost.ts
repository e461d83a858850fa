import { KubernetesObject, Service } from '../../kubernetes/KubernetesObject';
import { ClusterView } from '../../view/ClusterView';
import { ViewIndex } from '../../view/ViewIndex';
import { ipBlockContains, parseIpBlock } from '../authorization/ipBlock';
import { coversHost, isWildcardHost, serviceHost } from '../routing/hostNames';

/** `networking.istio.io` ServiceEntry, as far as it makes a host known. */
interface HostEntry extends KubernetesObject {
  kind: 'ServiceEntry';
  spec?: { hosts?: string[]; addresses?: string[]; exportTo?: string[] };
}

const WILDCARDS = '*';
const ADDRESSES = '/';

/** By the hosts that are named; those for many hosts together, and those for addresses. */
const entriesByHost: ViewIndex<HostEntry> = {
  kinds: ['ServiceEntry'],
  keysOf: ({ spec }) => [
    ...(spec?.hosts ?? []).map(host =>
      isWildcardHost(host) ? WILDCARDS : host.toLowerCase(),
    ),
    ...((spec?.addresses ?? []).length > 0 ? [ADDRESSES] : []),
  ],
};

/**
 * Where the mesh knows a host from, as proxies of a namespace see it: a ServiceEntry that is exported there, or a Service.
 * Undefined where it does not.
 *
 * Source: istio/api networking/v1alpha3/service_entry.proto.
 *
 * @param host - as requests name it: a name of any spelling, or an address
 */
export function registeredHost(
  view: ClusterView,
  host: string,
  namespace: string,
): { namespace: string; host: string } | undefined {
  const entry = [host, WILDCARDS, ADDRESSES]
    .flatMap(key => view.byIndex(entriesByHost, key))
    .find(one => isSeen(one, namespace) && isAbout(one, host));
  if (entry) {
    return { namespace: entry.metadata.namespace ?? '', host };
  }
  const [name, of = namespace, svc] = host.split('.');
  return (svc === undefined || svc === 'svc') &&
    view.get<Service>('Service', of, name)
    ? { namespace: of, host: serviceHost({ namespace: of, name }) }
    : undefined;
}

function isSeen({ metadata, spec }: HostEntry, namespace: string): boolean {
  const to = spec?.exportTo ?? [];
  return (
    to.length === 0 ||
    to.some(
      scope =>
        scope === '*' ||
        (scope === '.' ? metadata.namespace : scope) === namespace,
    )
  );
}

function isAbout({ spec }: HostEntry, host: string): boolean {
  return (
    (spec?.hosts ?? []).some(known => coversHost(known.toLowerCase(), host)) ||
    (spec?.addresses ?? []).some(address => {
      const block = parseIpBlock(address);
      return block !== undefined && ipBlockContains(block, host);
    })
  );
}
