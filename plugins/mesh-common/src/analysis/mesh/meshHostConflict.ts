import { VirtualService } from '../../delivery/VirtualService';
import { meshGateway } from '../../istio/routing/gatewayName';
import {
  hostsOverlap,
  resolveHost,
  serviceHost,
} from '../../istio/routing/hostNames';
import { Namespace } from '../../kubernetes/KubernetesObject';
import { ClusterView } from '../../view/ClusterView';
import { everyNamespace, exportedTo } from './exportedTo';
import { groupBy } from '../../groupBy';
import { about, MeshRule } from './MeshRule';
import { fullName, namespaceOf } from './objects';

interface Claim {
  object: VirtualService;
  scope: string;
  host: string;
}

/**
 * Two VirtualServices that some sidecar sees both have one host. They are not merged: the older one counts, and the other
 * does nothing at all.
 *
 * Source: istio pkg/config/analysis/analyzers/virtualservice/conflictingmeshgatewayhosts.go.
 */
export const meshHostConflict: MeshRule = view => {
  const claims = view
    .listAll<VirtualService>('VirtualService')
    .filter(isForSidecars)
    .flatMap(object => claimsOf(view, object));
  const everyones = claims.filter(({ scope }) => scope === everyNamespace);
  const rivals = new Map<VirtualService, { host: string; names: string[] }>();
  for (const same of groupBy(claims, c => `${c.scope} ${c.host}`).values()) {
    const { scope, host } = same[0];
    const all =
      scope === everyNamespace
        ? same
        : [...same, ...everyones.filter(c => hostsOverlap(host, c.host))];
    if (all.length > 1) {
      const names = [...new Set(all.map(({ object }) => fullName(object)))];
      all
        .filter(({ object }) => !rivals.has(object))
        .forEach(({ object }) => rivals.set(object, { host, names }));
    }
  }
  return [...rivals].map(([object, { host, names }]) => ({
    severity: 'error',
    object: about(object, 'spec.hosts'),
    message: `${names.sort().join(' and ')} have the host ${host} for sidecars. Only the oldest is in force; they are not merged.`,
    action:
      'Move all routes of the host into one VirtualService, or let that delegate to others.',
  }));
};

function isForSidecars({ spec }: VirtualService): boolean {
  const { gateways = [] } = spec ?? {};
  return gateways.length === 0 || gateways.includes(meshGateway);
}

function claimsOf(view: ClusterView, object: VirtualService): Claim[] {
  const namespace = namespaceOf(object);
  return exportedTo(object.spec?.exportTo, namespace).flatMap(scope =>
    (object.spec?.hosts ?? []).map(host => ({
      object,
      scope,
      host: fullHost(view, host, namespace),
    })),
  );
}

/** `reviews.shop` is one of the names of a Service, so it meets the full one in every sidecar. */
function fullHost(view: ClusterView, host: string, namespace: string): string {
  const [name, owner, ...rest] = resolveHost(host, namespace).split('.');
  const isShort = ['', 'svc'].includes(rest.join('.'));
  return isShort && owner && view.get<Namespace>('Namespace', '', owner)
    ? serviceHost({ namespace: owner, name })
    : resolveHost(host, namespace);
}
