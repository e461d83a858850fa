import { matchesLabels } from '../../kubernetes/labelSelector';
import { HostDestinationRule } from './DestinationRule';
import { mostSpecificHost, resolveHost } from './hostNames';
import {
  MergedDestinationRule,
  exportSet,
  mergeDestinationRules,
} from './mergeDestinationRules';

/** The settings of the mesh that decide which DestinationRule a caller follows. */
export interface DestinationRuleMesh {
  rootNamespace: string;
  /** `defaultDestinationRuleExportTo`; Istio's default is `*`, and only `.` and `*` count. */
  defaultExportTo?: readonly string[];
  /** DNS suffix of services; `cluster.local` when absent. */
  clusterDomain?: string;
}

/** A caller, as far as it decides which rule is followed. */
export interface RuleCaller {
  namespace: string;
  /** Of the caller's pods. */
  labels?: Record<string, string>;
}

/** What is called: a Service's full host name, and where the Service (or ServiceEntry) is. */
export interface MeshHost {
  hostname: string;
  namespace: string;
}

/** Where to find the DestinationRules of a namespace. */
export type RulesByNamespace = (
  namespace: string,
) => readonly HostDestinationRule[];

/** All DestinationRules of a mesh, ready to be asked. */
export interface DestinationRuleIndex {
  /** The merged rules that callers in a namespace get for a host, those for some callers first. */
  forNamespace(namespace: string, host: MeshHost): MergedDestinationRule[];
  /** The one merged rule that a caller follows for a host; undefined when none applies. */
  forCaller(
    caller: RuleCaller,
    host: MeshHost,
  ): MergedDestinationRule | undefined;
}

/**
 * Finds the DestinationRule that a caller follows: the caller's namespace first, then what the host's namespace exports
 * to it, then what the root namespace exports; within a namespace the most specific host. The first namespace that has
 * anything wins whole, so that a caller's own rule hides the one that the owner of the host wrote. Each namespace is merged
 * when it is first asked for, so that a question costs three namespaces and not the mesh.
 *
 * Source: istio pilot/pkg/model/push_context.go, `destinationRule`; sidecar.go, `DestinationRule`.
 */
export function destinationRuleIndex(
  rules: readonly HostDestinationRule[] | RulesByNamespace,
  mesh: DestinationRuleMesh,
): DestinationRuleIndex {
  const rulesIn = typeof rules === 'function' ? rules : byNamespace(rules);
  const scopes = {
    own: scope((rule, namespace) => isSeenAtHome(rule, namespace)),
    exported: scope(
      (rule, namespace) => !isPrivate(rule, namespace, mesh.defaultExportTo),
    ),
    rootOnly: scope((rule, namespace) =>
      isPrivate(rule, namespace, mesh.defaultExportTo),
    ),
  };

  function scope(
    includes: (rule: HostDestinationRule, namespace: string) => boolean,
  ) {
    const known = new Map<string, Map<string, MergedDestinationRule[]>>();
    return (namespace: string, hostname: string): MergedDestinationRule[] => {
      const hosts =
        known.get(namespace) ??
        mergeByHost(
          rulesIn(namespace).filter(rule => includes(rule, namespace)),
          mesh.clusterDomain,
        );
      known.set(namespace, hosts);
      const host = mostSpecificHost(hostname, hosts.keys());
      return host === undefined ? [] : (hosts.get(host) ?? []);
    };
  }

  function forNamespace(namespace: string, host: MeshHost) {
    const own = (
      namespace === mesh.rootNamespace ? scopes.rootOnly : scopes.own
    )(namespace, host.hostname);
    if (own.length > 0) {
      return own;
    }
    for (const owner of [host.namespace, mesh.rootNamespace]) {
      const seen = scopes
        .exported(owner, host.hostname)
        .filter(
          ({ exportTo }) =>
            exportTo.size === 0 || exportTo.has('*') || exportTo.has(namespace),
        );
      if (seen.length > 0) {
        return seen;
      }
    }
    return [];
  }

  return {
    forNamespace,
    forCaller(caller, host) {
      const found = forNamespace(caller.namespace, host);
      return (
        found.find(
          rule =>
            rule.selector !== undefined &&
            rule.namespace === caller.namespace &&
            matchesLabels({ matchLabels: rule.selector }, caller.labels),
        ) ?? found.filter(rule => rule.selector === undefined).at(-1)
      );
    },
  };
}

function byNamespace(rules: readonly HostDestinationRule[]): RulesByNamespace {
  const groups = new Map<string, HostDestinationRule[]>();
  for (const rule of rules) {
    const namespace = rule.metadata.namespace ?? '';
    const group = groups.get(namespace);
    if (group) {
      group.push(rule);
    } else {
      groups.set(namespace, [rule]);
    }
  }
  return namespace => groups.get(namespace) ?? [];
}

function mergeByHost(
  rules: readonly HostDestinationRule[],
  domain: string | undefined,
): Map<string, MergedDestinationRule[]> {
  const groups = new Map<string, HostDestinationRule[]>();
  for (const rule of rules) {
    const host = resolveHost(
      rule.spec?.host ?? '',
      rule.metadata.namespace ?? '',
      domain,
    );
    groups.set(host, [...(groups.get(host) ?? []), rule]);
  }
  return new Map(
    [...groups].map(([host, group]) => [
      host,
      mergeDestinationRules(host, group),
    ]),
  );
}

function isSeenAtHome(rule: HostDestinationRule, namespace: string): boolean {
  const to = exportSet(rule);
  return to.size === 0 || ['*', '.', namespace].some(name => to.has(name));
}

function isPrivate(
  rule: HostDestinationRule,
  namespace: string,
  byDefault: readonly string[] = ['*'],
): boolean {
  const to = exportSet(rule);
  return to.size === 0
    ? byDefault.includes('.')
    : to.size === 1 && (to.has('.') || to.has(namespace));
}
