import { hostsOverlap } from '../routing/hostNames';
import { EgressSidecar } from './Sidecar';

/**
 * Whether a Sidecar lets its pods know a host; one that lists none lets them know all.
 *
 * Source: istio pilot/pkg/model/sidecar.go, `convertIstioListenerToWrapper`, `SelectServices`.
 *
 * @param of - where the host is defined, and its full name
 */
export function importsHost(
  { metadata, spec }: EgressSidecar,
  of: { namespace: string; host: string },
): boolean {
  const hosts = (spec?.egress ?? []).flatMap(({ hosts: some = [] }) => some);
  return hosts.length === 0 || hosts.some(holds);

  function holds(entry: string): boolean {
    const slash = entry.indexOf('/');
    const namespace = entry.slice(0, slash);
    const host = entry.slice(slash + 1);
    return (
      (namespace === '*' ||
        of.namespace ===
          (namespace === '.' ? metadata.namespace : namespace)) &&
      hostsOverlap(host, of.host)
    );
  }
}
