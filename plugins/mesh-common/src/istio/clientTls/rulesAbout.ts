import { ClusterView } from '../../view/ClusterView';
import { HostDestinationRule } from '../routing/DestinationRule';
import {
  coversHost,
  isWildcardHost,
  resolveHost,
  serviceHost,
} from '../routing/hostNames';
import { ANY_NAME } from './judgeMtls';

/** Where DestinationRules are that are about the hosts of a namespace. */
export interface RulesAbout {
  /** Namespaces with a rule about any host at all that no rule names. */
  mesh: ReadonlySet<string>;
  /** Namespaces that some rule has a host in. */
  namespaces: readonly string[];
  /** Namespaces with a rule that has a host in this one, or covers it. */
  namespace(namespace: string): ReadonlySet<string>;
  /** Services of this namespace that a rule names outright, whether or not they exist. */
  named(namespace: string): ReadonlySet<string>;
}

/**
 * Sorts the DestinationRules of a view by the namespaces that their hosts are in, so that a question about one namespace
 * looks at the rules that are about it and not at all.
 */
export function rulesAbout(view: ClusterView): RulesAbout {
  const inNamespace = new Map<string, Set<string>>();
  const named = new Map<string, Set<string>>();
  const wide: { host: string; namespace: string }[] = [];
  for (const { metadata, spec } of view.listAll<HostDestinationRule>(
    'DestinationRule',
  )) {
    const { namespace = '' } = metadata;
    const host = resolveHost(spec?.host ?? '', namespace);
    const [name, of = ''] = host.split('.');
    if (serviceHost({ name, namespace: of }) === host) {
      add(inNamespace, of, namespace);
      if (!isWildcardHost(name)) {
        add(named, of, name);
      }
    } else if (isWildcardHost(host)) {
      wide.push({ host, namespace });
    }
  }
  const covering = (namespace: string) =>
    wide
      .filter(({ host }) =>
        coversHost(host, serviceHost({ name: ANY_NAME, namespace })),
      )
      .map(rule => rule.namespace);
  return {
    mesh: new Set(covering(ANY_NAME)),
    namespaces: [...inNamespace.keys()],
    namespace: namespace =>
      new Set([...(inNamespace.get(namespace) ?? []), ...covering(namespace)]),
    named: namespace => named.get(namespace) ?? new Set(),
  };
}

function add(
  groups: Map<string, Set<string>>,
  key: string,
  value: string,
): void {
  const group = groups.get(key) ?? new Set<string>();
  groups.set(key, group.add(value));
}
