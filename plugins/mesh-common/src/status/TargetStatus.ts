import { DeliveryStatus } from '../delivery';
import { HostRoutes, RouteBehaviour } from '../istio/routing/hostRoutes';
import { Evidence } from './Evidence';
import { Finding } from './Finding';
import { ObservedTraffic } from './ObservedTraffic';
import { Target } from './Target';
import { TargetWaypoint } from './targetWaypoints';

/** Which data plane a target's pods are in. */
export type MeshKind =
  'istio-sidecar' | 'istio-ambient' | 'linkerd' | 'none' | 'unknown';

/** Everything that the entity page answers for one target. */
export interface TargetStatus {
  target: Target;
  workloadKind: string;
  mesh: MeshKind;
  serviceAccount: string;
  services: string[];
  enrolment: Enrolment;
  /** For each Service and for the addresses of pods; absent where no label asks for a waypoint. */
  waypoints?: TargetWaypoint[];
  ports: PortMtls[];
  access: Access;
  /** Absent when they were not asked for. */
  routes?: PortRoutes[];
  delivery: DeliveryStatus;
  /** Of the Service, by the label `version` of its pods; absent where it leads to one version only. */
  versions?: ServedVersion[];
  /** Most severe first. */
  findings: Finding[];
  /** Absent when no metrics are configured or they could not be read. */
  traffic?: ObservedTraffic;
}

/** The pods of one version behind a Service. */
export interface ServedVersion {
  /** Absent for pods without the label. */
  version?: string;
  pods: { total: number; ready: number; withReadyProxy: number };
}

/** Whether the target's pods are in the mesh, and what is missing. */
export interface Enrolment {
  state:
    | 'enrolled'
    | 'partly'
    | 'pending-restart'
    /** Ambient takes running pods, and has not taken these yet. */
    | 'pending-capture'
    | 'not-enrolled'
    | 'unknown';
  pods: { total: number; withProxy: number; withReadyProxy: number };
  /** The running pods, those that fare alike together. */
  podGroups?: PodGroup[];
  /** In a sentence, naming the label that decided. */
  reason: string;
  evidence?: Evidence;
  /** Control-plane revision that injects new pods. */
  revision?: string;
  /** What would have to be there and is not, each a sentence. */
  missing: string[];
}

/** Pods that have the same proxy and need the same. */
export interface PodGroup {
  /** Names, sorted. */
  pods: string[];
  now: ProxyState;
  /** What a new pod would get. */
  wanted: ProxyState;
  /** Whether the proxy is; false where there is none. */
  ready: boolean;
  /** `capture` and `release` are for the CNI agent of the node to do, without a restart. */
  needs: 'nothing' | 'restart' | 'capture' | 'release' | 'ready-proxy';
  /** A sentence about one of the pods. */
  reason: string;
}

/** A proxy that pods have, or would get. */
export interface ProxyState {
  mesh: MeshKind;
  /** Control plane that injected a sidecar; absent where it is not known. */
  revision?: string;
  /** The sidecar is one that Kubernetes knows as such. */
  native?: true;
}

/** What one port accepts, and why. */
export interface PortMtls {
  /** Port that the workload listens on. */
  port: number;
  name?: string;
  protocol: 'http' | 'tcp' | 'unknown';
  accepts: 'mtls-only' | 'mtls-and-plaintext' | 'plaintext-only' | 'unknown';
  reason: string;
  evidence?: Evidence;
}

/** Who may call a target. */
export interface Access {
  /** What happens to a caller that no rule names. */
  default: 'open' | 'closed' | 'unknown';
  reason: string;
  evidence?: Evidence;
  rules: AccessRule[];
  callers: CallerVerdict[];
}

/** One rule of a policy, as a sentence. */
export interface AccessRule {
  action: 'ALLOW' | 'DENY' | 'AUDIT' | 'CUSTOM';
  sentence: string;
  /** The rule is written down but not enforced. */
  dryRun: boolean;
  /** `ztunnel`, `sidecar`, or a waypoint as `waypoint namespace/name`. */
  enforcedBy?: string;
  /** Where the proxy makes something else of the rule than is written, in a sentence. */
  note?: string;
  evidence: Evidence;
}

/** Someone who calls, or is meant to call, a target. */
export interface Caller {
  /** How people call it: the entity's or workload's name. */
  label: string;
  namespace?: string;
  serviceAccount?: string;
  entityRef?: string;
}

/** Where we know a caller from. */
export type CallerSource =
  | 'policy'
  | 'observed'
  | 'catalog'
  /** A Service that takes callers in from outside the cluster. */
  | 'service';

export type Verdict = 'allowed' | 'denied' | 'depends' | 'unknown';

/** Whether one known caller may call. */
export interface CallerVerdict {
  caller: Caller;
  sources: CallerSource[];
  verdict: Verdict;
  reason: string;
  evidence?: Evidence;
  /** The verdict once every dry-run policy is enforced; absent when that changes nothing. */
  ifEnforced?: { verdict: Verdict; reason: string };
  /** True when the caller was seen without mutual TLS; absent when unknown. */
  plaintext?: boolean;
  /** None of its pods has a proxy, so it cannot use mutual TLS, seen or not. */
  withoutProxy?: true;
  /** What it sends to the ports of the target's Services and what comes of it; absent where no Service leads there. */
  connections?: CallerConnection[];
}

/** What comes of one caller's connections to a target, for the ports where the same comes of them. */
export interface CallerConnection {
  /** Empty where it is not known which there are. */
  ports: ServicePortRef[];
  /** `nothing`: there is nothing to connect to. `varies` from pod to pod, of the caller or the target. */
  sends:
    | 'mtls'
    | 'plaintext'
    | 'tls'
    | 'custom-mtls'
    | 'nothing'
    | 'varies'
    | 'unknown';
  /** `tls` works only where the application itself takes TLS. `partly-fails` and `varies` differ from pod to pod. */
  outcome:
    | 'mtls'
    | 'plaintext'
    | 'tls'
    | 'fails'
    | 'partly-fails'
    | 'varies'
    | 'unknown';
  /** In sentences: what is sent and why, and what the target makes of it. */
  reason: string;
  /** The objects that both sides follow; empty where all is at its default. */
  evidence: Evidence[];
}

/** A port of a Service of the target. */
export interface ServicePortRef {
  service: string;
  /** Of the Service, not of its pods. */
  port: number;
  name?: string;
}

/** Where requests go that sidecars of callers send to one port of a Service of a target. */
export interface PortRoutes extends Pick<
  HostRoutes,
  'shadowed' | 'byOtherNames'
> {
  service: string;
  /** Of the Service, not of its pods. */
  port: number;
  name?: string;
  protocol: 'http' | 'tcp' | 'unknown';
  /** Namespaces whose callers follow these routes. */
  callers: string[];
  state: 'known' | 'unknown';
  reason: string;
  /** The VirtualService that decides; absent where none does. */
  evidence?: Evidence;
  /** In the order in which they are tried; empty when unknown. */
  routes: TargetRoute[];
}

/** What happens to requests that take one route, with its conditions in words. */
export interface TargetRoute extends Omit<RouteBehaviour, 'matches'> {
  when: string;
}
