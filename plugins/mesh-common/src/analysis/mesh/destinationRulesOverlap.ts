import { HostDestinationRule } from '../../istio/routing/DestinationRule';
import {
  hostsOverlap,
  isWildcardHost,
  resolveHost,
} from '../../istio/routing/hostNames';
import { groupBy } from '../../groupBy';
import { about, MeshRule } from './MeshRule';
import { fullName, namespaceOf } from './objects';

/**
 * Several DestinationRules of a namespace are about one host. Of those for exactly the same host only the oldest gives the
 * traffic policy and the first of each subset's name; one for a wildcard is not looked at for a host that has its own.
 *
 * Source: istio pilot/pkg/model/destination_rule.go, `mergeDestinationRule`; pilot/pkg/model/push_context.go,
 * `destinationRule`.
 */
export const destinationRulesOverlap: MeshRule = view =>
  [
    ...groupBy(
      view.listAll<HostDestinationRule>('DestinationRule'),
      namespaceOf,
    ).values(),
  ].flatMap(rules =>
    rules.flatMap(rule => {
      const rivals = rules.filter(
        other => other !== rule && overlap(rule, other),
      );
      return rivals.length === 0
        ? []
        : [
            {
              severity: 'warning' as const,
              object: about(rule, 'spec.host'),
              message: `${rivals.map(fullName).sort().join(', ')} ${rivals.length > 1 ? 'are' : 'is'} about the same host. Of two rules for a host the oldest gives the traffic policy, and a rule for a wildcard is not looked at where a host has its own.`,
              action: 'Merge them into one rule for the host.',
            },
          ];
    }),
  );

function overlap(a: HostDestinationRule, b: HostDestinationRule): boolean {
  const [one, two] = [hostOf(a), hostOf(b)];
  if (
    !hostsOverlap(one, two) ||
    isMeantForAll(a) !== isMeantForAll(b) ||
    a.spec?.workloadSelector ||
    b.spec?.workloadSelector
  ) {
    return false;
  }
  const [mine, theirs] = [subsetNames(a), subsetNames(b)];
  return (
    mine.length === 0 ||
    theirs.length === 0 ||
    mine.some(name => theirs.includes(name))
  );
}

function hostOf(rule: HostDestinationRule): string {
  return resolveHost(rule.spec?.host ?? '', namespaceOf(rule));
}

/** A rule for a whole domain that only says how to encrypt is a default, and meant to be replaced. */
function isMeantForAll(rule: HostDestinationRule): boolean {
  return (
    isWildcardHost(hostOf(rule)) &&
    rule.spec?.trafficPolicy?.tls?.mode === 'ISTIO_MUTUAL'
  );
}

function subsetNames({ spec }: HostDestinationRule): string[] {
  return (spec?.subsets ?? []).map(({ name }) => name);
}
