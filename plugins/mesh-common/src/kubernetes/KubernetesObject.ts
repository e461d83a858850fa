/** The part of Kubernetes object metadata that mesh semantics depend on. */
export interface ObjectMeta {
  name: string;
  /** Absent on cluster-scoped objects. */
  namespace?: string;
  uid?: string;
  /** Changes with every write; opaque. */
  resourceVersion?: string;
  generation?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  /** RFC 3339, in UTC with whole seconds, as the API server writes it. */
  creationTimestamp?: string;
  /** Set once somebody deleted it; it may take a while to go. */
  deletionTimestamp?: string;
  ownerReferences?: { kind: string; name: string; uid?: string }[];
}

/** Any Kubernetes object, typed as far as every kind agrees. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
}

export interface Namespace extends KubernetesObject {
  kind: 'Namespace';
}

/** How the kubelet asks whether a container is well, as far as it does so over the network. */
export interface Probe {
  /** The port is a number or the name of one of the container's. */
  httpGet?: { path?: string; port: number | string; scheme?: string };
  tcpSocket?: { port: number | string };
  grpc?: { port: number };
}

/** As whom a pod or container runs, and which system calls it may make. */
export interface SecurityContext {
  runAsUser?: number;
  seccompProfile?: { type?: string };
}

/** A container, as far as proxies, ports, probes and versions show in it. */
export interface Container {
  name: string;
  image?: string;
  ports?: { name?: string; containerPort: number; protocol?: string }[];
  /** `Always` on an init container makes it a native sidecar. */
  restartPolicy?: string;
  securityContext?: SecurityContext;
  startupProbe?: Probe;
  livenessProbe?: Probe;
  readinessProbe?: Probe;
}

/** What a pod runs, shared by pods and the templates of workloads. */
export interface PodSpec {
  hostNetwork?: boolean;
  serviceAccountName?: string;
  securityContext?: SecurityContext;
  containers?: Container[];
  initContainers?: Container[];
}

/** What makes pods: their labels and annotations, and what they run. */
export interface PodTemplate {
  metadata?: {
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  spec?: PodSpec;
}

/** What a container does; at most one of the members is set. */
export interface ContainerState {
  running?: object;
  waiting?: { reason?: string; message?: string };
  terminated?: { reason?: string; exitCode?: number; signal?: number };
}

/** A pod, as far as enrolment and policy attachment look at it. */
export interface Pod extends KubernetesObject {
  kind: 'Pod';
  spec?: PodSpec;
  status?: {
    phase?: string;
    /** A word for why it is as it is, such as `Evicted`. */
    reason?: string;
    podIP?: string;
    conditions?: { type: string; status: string }[];
    containerStatuses?: {
      name: string;
      ready: boolean;
      restartCount?: number;
      state?: ContainerState;
    }[];
    initContainerStatuses?: {
      name: string;
      ready?: boolean;
      started?: boolean;
      restartCount?: number;
      state?: ContainerState;
    }[];
  };
}

/** A kind that makes pods from a template. */
export interface WorkloadObject extends KubernetesObject {
  kind: 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'Rollout';
  spec?: {
    replicas?: number;
    /** Of a Rollout that takes its template from another object. */
    workloadRef?: { apiVersion?: string; kind: string; name: string };
    selector?: { matchLabels?: Record<string, string> };
    /** Of a StatefulSet: the headless Service under which its pods have names. */
    serviceName?: string;
    template?: PodTemplate;
  };
}

export interface Service extends KubernetesObject {
  kind: 'Service';
  spec?: {
    type?: string;
    /** `None` for a headless Service. */
    clusterIP?: string;
    /** Of a headless Service: it names pods that are not ready as well. */
    publishNotReadyAddresses?: boolean;
    selector?: Record<string, string>;
    ports?: ServicePort[];
  };
}

export interface ServicePort {
  name?: string;
  port: number;
  /** Number or container port name; the port itself when absent. */
  targetPort?: number | string;
  appProtocol?: string;
  protocol?: string;
}
