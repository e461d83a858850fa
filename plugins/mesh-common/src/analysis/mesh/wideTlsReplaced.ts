import { HostDestinationRule } from '../../istio/routing/DestinationRule';
import {
  coversHost,
  isWildcardHost,
  resolveHost,
} from '../../istio/routing/hostNames';
import { about, MeshRule } from './MeshRule';
import { fullName, namespaceOf } from './objects';

/**
 * A DestinationRule for a host says nothing of TLS, and one for its whole domain does. Rules are not merged across hosts:
 * for this host the wide one is not looked at, and TLS is what the mesh does by itself.
 *
 * Source: istio pilot/pkg/model/push_context.go, `destinationRule`.
 */
export const wideTlsReplaced: MeshRule = view => {
  const rules = view.listAll<HostDestinationRule>('DestinationRule');
  const wide = rules.filter(
    rule =>
      isWildcardHost(hostOf(rule)) &&
      rule.spec?.trafficPolicy?.tls?.mode === 'ISTIO_MUTUAL',
  );
  return rules.flatMap(rule => {
    const namespaces = [namespaceOf(rule), view.mesh.rootNamespace];
    const replaced = wide.find(
      other =>
        other !== rule &&
        namespaces.includes(namespaceOf(other)) &&
        hostOf(other) !== hostOf(rule) &&
        coversHost(hostOf(other), hostOf(rule)),
    );
    return !replaced || saysTls(rule)
      ? []
      : [
          {
            severity: 'warning' as const,
            object: about(rule, 'spec.trafficPolicy'),
            message: `It says nothing of TLS, and for its host the TLS settings of ${fullName(replaced)} do not hold any more: rules for different hosts are not merged.`,
            action:
              'Repeat trafficPolicy.tls here, or delete it there and leave TLS to auto mTLS.',
          },
        ];
  });
};

function hostOf(rule: HostDestinationRule): string {
  return resolveHost(rule.spec?.host ?? '', namespaceOf(rule));
}

function saysTls({ spec }: HostDestinationRule): boolean {
  const { tls, portLevelSettings = [] } = spec?.trafficPolicy ?? {};
  return Boolean(tls ?? portLevelSettings.some(port => port.tls));
}
