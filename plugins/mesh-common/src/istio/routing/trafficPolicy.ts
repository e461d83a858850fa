import { TrafficPolicy } from './DestinationRule';

/**
 * The traffic policy of a port: an entry for the port replaces the whole policy of its level, so that what the entry
 * leaves out is back at its default and not inherited.
 *
 * Source: istio pilot/pkg/networking/util/util.go, `GetPortLevelTrafficPolicy`.
 *
 * @param port - the port of the Service
 */
export function portTrafficPolicy(
  policy: TrafficPolicy | undefined,
  port: number | undefined,
): { policy?: TrafficPolicy; ofPort: boolean } {
  const entry = policy?.portLevelSettings?.find(
    settings => port !== undefined && settings.port?.number === port,
  );
  if (entry === undefined) {
    return { policy, ofPort: false };
  }
  const { port: _, ...blocks } = entry;
  return { policy: blocks, ofPort: true };
}

/**
 * The traffic policy of a subset on a port: block by block the subset's, else the host's; an entry for the port in the
 * subset replaces the four blocks that an entry can hold.
 *
 * Source: istio pilot/pkg/networking/util/util.go, `MergeSubsetTrafficPolicy`.
 *
 * @param port - the port of the Service
 */
export function subsetTrafficPolicy(
  host: TrafficPolicy | undefined,
  subset: TrafficPolicy | undefined,
  port?: number,
): TrafficPolicy | undefined {
  const outer = portTrafficPolicy(host, port).policy;
  if (subset === undefined) {
    return outer;
  }
  const { policy: inner, ofPort } = portTrafficPolicy(subset, port);
  if (outer === undefined || inner === undefined) {
    return inner ?? outer;
  }
  return overlay(outer, inner, ofPort);
}

/**
 * A policy over another: its blocks win whole, the other's fill the gaps. Entries for ports are left out.
 *
 * Source: istio pilot/pkg/model/destination_rule.go, `MergeTrafficPolicy`.
 */
export function overlay(
  under: TrafficPolicy,
  over: TrafficPolicy,
  overIsOfPort = false,
): TrafficPolicy {
  const blocks = overIsOfPort ? {} : under;
  return present({
    connectionPool: over.connectionPool ?? blocks.connectionPool,
    outlierDetection: over.outlierDetection ?? blocks.outlierDetection,
    loadBalancer: over.loadBalancer ?? blocks.loadBalancer,
    tls: over.tls ?? blocks.tls,
    tunnel: over.tunnel ?? under.tunnel,
    proxyProtocol: over.proxyProtocol ?? under.proxyProtocol,
    retryBudget: over.retryBudget ?? under.retryBudget,
  });
}

function present(policy: TrafficPolicy): TrafficPolicy {
  return Object.fromEntries(
    Object.entries(policy).filter(([, value]) => value !== undefined),
  );
}
