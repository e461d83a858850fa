/** The part of Kubernetes object metadata that mesh semantics depend on. */
export interface ObjectMeta {
  name: string;
  /** Absent on cluster-scoped objects. */
  namespace?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  /** RFC 3339, in UTC with whole seconds, as the API server writes it. */
  creationTimestamp?: string;
}

/** Any Kubernetes object, typed as far as every kind agrees. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
}

/** A pod, as far as enrolment and policy attachment look at it. */
export interface Pod extends KubernetesObject {
  kind: 'Pod';
  spec?: { hostNetwork?: boolean };
}

export interface Namespace extends KubernetesObject {
  kind: 'Namespace';
}
