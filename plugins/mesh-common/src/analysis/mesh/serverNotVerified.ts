import {
  ClientTlsSettings,
  HostDestinationRule,
} from '../../istio/routing/DestinationRule';
import { about, MeshRule } from './MeshRule';

interface RuleWithSelector extends HostDestinationRule {
  spec?: HostDestinationRule['spec'] & { workloadSelector?: object };
}

/**
 * A DestinationRule has callers use TLS of their own and gives no authority to verify the server by, so whoever answers
 * is believed.
 *
 * Source: istio pkg/config/analysis/analyzers/destinationrule/ca-certificates.go.
 */
export const serverNotVerified: MeshRule = view =>
  view
    .listAll<RuleWithSelector>('DestinationRule')
    .filter(rule => isBlind(rule, rule.spec?.trafficPolicy?.tls))
    .map(rule => finding(rule, 'spec.trafficPolicy.tls', 'it'));

/** The same for one port. Source: as {@link serverNotVerified}. */
export const serverOfPortNotVerified: MeshRule = view =>
  view
    .listAll<RuleWithSelector>('DestinationRule')
    .flatMap(rule =>
      (rule.spec?.trafficPolicy?.portLevelSettings ?? []).flatMap(
        ({ tls, port }, i) =>
          isBlind(rule, tls)
            ? [
                finding(
                  rule,
                  `spec.trafficPolicy.portLevelSettings[${i}].tls`,
                  `port ${port?.number}`,
                ),
              ]
            : [],
      ),
    );

function isBlind(
  rule: RuleWithSelector,
  tls: ClientTlsSettings | undefined,
): boolean {
  // Sidecars read credentials only for rules that are for certain workloads.
  const hasCredential = tls?.credentialName && rule.spec?.workloadSelector;
  return (
    (tls?.mode === 'SIMPLE' || tls?.mode === 'MUTUAL') &&
    !tls.caCertificates &&
    !hasCredential
  );
}

function finding(rule: RuleWithSelector, field: string, what: string) {
  return {
    severity: 'warning' as const,
    object: about(rule, field),
    message: `Callers of ${rule.spec?.host} use TLS for ${what} without an authority to verify the server by, so whoever answers is believed.`,
    action:
      'Set caCertificates, or a credentialName together with a workloadSelector.',
  };
}
