import { Destination } from '../../delivery/VirtualService';
import { Evidence } from '../../status/Evidence';
import {
  ConnectionPoolSettings,
  HostDestinationRule,
  OutlierDetection,
  TrafficPolicy,
} from './DestinationRule';
import { DestinationRuleIndex, RuleCaller } from './destinationRuleIndex';
import { subsetTrafficPolicy } from './trafficPolicy';

/** What is known of a host by that name. */
export interface KnownHost {
  /** Of the Service or ServiceEntry. */
  namespace: string;
  ports: readonly number[];
}

/** Finds a host by its full name: null when there is none, undefined when that cannot be told. */
export type HostLookup = (hostname: string) => KnownHost | null | undefined;

/** One destination of a route, and how a caller's proxy connects to it. */
export interface DestinationBehaviour {
  hostname: string;
  subset?: string;
  /** Of the Service. */
  port: number;
  /** Of the requests that take the route; absent where nothing has a weight, which the API refuses. */
  percent?: number;
  /** Why nothing is there: requests get 503. */
  dangling?: 'host-not-found' | 'port-not-found' | 'subset-not-found';
  /** Limits beyond which requests are refused at once. */
  connectionPool?: ConnectionPoolSettings;
  /** When an endpoint that fails is left out. Without it none ever is. */
  outlierDetection?: OutlierDetection;
  /** The DestinationRules that the caller follows, the one that sets the policy first. */
  evidence: Evidence[];
}

/**
 * How a caller's proxy connects to a destination of a route: on the port that the route names, else the host's only one,
 * else the one that was called; with the traffic policy of the subset over that of the host. A subset that the followed
 * DestinationRule lacks does not exist, even where another rule, hidden by this one, defines it.
 *
 * Source: istio pilot/pkg/networking/core/route/route.go, `GetDestinationCluster`; cluster_traffic_policy.go.
 */
export function destinationBehaviour(
  destination: Destination,
  context: {
    caller: RuleCaller;
    destinationRules: DestinationRuleIndex;
    lookup: HostLookup;
    calledPort: number;
  },
): DestinationBehaviour {
  const { caller, destinationRules, lookup, calledPort } = context;
  const { host: hostname = '', subset: name } = destination;
  const known = lookup(hostname);
  const onlyPort = known?.ports.length === 1 ? known.ports[0] : undefined;
  const port = destination.port?.number ?? onlyPort ?? calledPort;
  const rule = destinationRules.forCaller(caller, {
    hostname,
    namespace: known?.namespace ?? '',
  });
  const subset = rule?.subsets.find(candidate => candidate.name === name);
  const policy = subsetTrafficPolicy(
    rule?.trafficPolicy,
    subset?.trafficPolicy,
    port,
  );
  const dangling = whyDangling(
    known,
    port,
    name !== undefined && name !== '' && subset === undefined,
  );
  return {
    hostname,
    ...(name && { subset: name }),
    port,
    ...(dangling && { dangling }),
    ...limitsOf(policy),
    evidence: (rule?.from ?? []).map(evidenceOf),
  };
}

function whyDangling(
  known: KnownHost | null | undefined,
  port: number,
  subsetMissing: boolean,
): DestinationBehaviour['dangling'] {
  if (known === null) {
    return 'host-not-found';
  }
  if (known && !known.ports.includes(port)) {
    return 'port-not-found';
  }
  // Which rule is followed depends on where the host is, so of an unknown host this cannot be told.
  return known && subsetMissing ? 'subset-not-found' : undefined;
}

function limitsOf(
  policy: TrafficPolicy | undefined,
): Pick<DestinationBehaviour, 'connectionPool' | 'outlierDetection'> {
  const { connectionPool, outlierDetection } = policy ?? {};
  return {
    ...(connectionPool && { connectionPool }),
    ...(outlierDetection && { outlierDetection }),
  };
}

function evidenceOf({ kind, metadata }: HostDestinationRule): Evidence {
  return { kind, namespace: metadata.namespace, name: metadata.name };
}
