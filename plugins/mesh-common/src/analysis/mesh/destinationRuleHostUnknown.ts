import { HostDestinationRule } from '../../istio/routing/DestinationRule';
import { knownHost } from './knownHosts';
import { about, MeshRule } from './MeshRule';
import { namespaceOf } from './objects';

/**
 * A DestinationRule is about a host that does not exist.
 *
 * Source: istio pkg/config/analysis/analyzers/destinationrule/subset.go.
 */
export const destinationRuleHostUnknown: MeshRule = view =>
  view
    .listAll<HostDestinationRule>('DestinationRule')
    .filter(rule => {
      const host = rule.spec?.host ?? '';
      return (
        // A rule for all hosts of a domain need not have any yet.
        !host.startsWith('*') &&
        !knownHost(view, host, {
          namespace: namespaceOf(rule),
          exportTo: rule.spec?.exportTo ?? [],
        })
      );
    })
    .map(rule => ({
      severity: 'warning',
      object: about(rule, 'spec.host'),
      message: `There is no Service or ServiceEntry ${rule.spec?.host}, so this rule has no effect.`,
      action:
        'Correct the host; a short name is looked up in the namespace of the rule.',
    }));
