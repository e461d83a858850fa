import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import {
  LabelSelector,
  WorkloadSelector,
} from '../../kubernetes/labelSelector';
import { ClusterView } from '../../view/ClusterView';

/** `networking.istio.io` Gateway, as far as rules look at it. */
export interface IstioGateway extends KubernetesObject {
  kind: 'Gateway';
  spec?: {
    selector?: Record<string, string>;
    servers?: IstioServer[];
  };
}

export interface IstioServer {
  name?: string;
  port?: { number?: number; name?: string; protocol?: string };
  bind?: string;
  hosts?: string[];
  tls?: {
    mode?: string;
    credentialName?: string;
    serverCertificate?: string;
    privateKey?: string;
  };
}

/** `gateway.networking.k8s.io` Gateway. */
export interface KubernetesGateway extends KubernetesObject {
  kind: 'Gateway';
  spec?: { listeners?: { name?: string; hostname?: string }[] };
}

export interface ServiceEntry extends KubernetesObject {
  kind: 'ServiceEntry';
  spec?: {
    hosts?: string[];
    addresses?: string[];
    ports?: { number?: number; name?: string; protocol?: string }[];
    workloadSelector?: { labels?: Record<string, string> };
    exportTo?: string[];
  };
  status?: { addresses?: object[] };
}

export interface Sidecar extends KubernetesObject {
  kind: 'Sidecar';
  spec?: { workloadSelector?: { labels?: Record<string, string> } };
}

export interface Telemetry extends KubernetesObject {
  kind: 'Telemetry';
  spec?: {
    selector?: WorkloadSelector;
    targetRef?: object;
    targetRefs?: object[];
    accessLogging?: { disabled?: boolean; providers?: { name?: string }[] }[];
    tracing?: { providers?: { name?: string }[] }[];
  };
}

/** `MutatingWebhookConfiguration` or `ValidatingWebhookConfiguration`. */
export interface WebhookConfiguration extends KubernetesObject {
  webhooks?: {
    name: string;
    /** Always there, except where a reader keeps only the names. */
    clientConfig?: {
      url?: string | null;
      service?: { namespace: string; name: string } | null;
    };
    namespaceSelector?: LabelSelector;
    objectSelector?: LabelSelector;
  }[];
}

/** A policy that picks its workloads by labels. */
export interface SelectingPolicy extends KubernetesObject {
  spec?: {
    selector?: WorkloadSelector;
    targetRef?: object;
    targetRefs?: object[];
  };
}

/** Gateways of Istio's own API. */
export function istioGateways(view: ClusterView): IstioGateway[] {
  return view
    .listAll<IstioGateway>('Gateway')
    .filter(({ apiVersion }) => apiVersion.startsWith('networking.istio.io/'));
}

/** Gateways of the Kubernetes Gateway API. */
export function kubernetesGateways(view: ClusterView): KubernetesGateway[] {
  return view
    .listAll<KubernetesGateway>('Gateway')
    .filter(({ apiVersion }) =>
      apiVersion.startsWith('gateway.networking.k8s.io/'),
    );
}

/** `namespace/name`, the way people say it. */
export function fullName({ metadata: { namespace, name } }: KubernetesObject) {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

export function namespaceOf({ metadata }: KubernetesObject): string {
  return metadata.namespace ?? '';
}

/** Labels in the form in which selectors are written. */
export function labelText(labels: Record<string, string> = {}): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(',');
}

/** Istio's own components, which mean what they do. */
export function isControlPlane({ metadata }: KubernetesObject): boolean {
  const { labels = {} } = metadata;
  return labels.istio !== undefined || labels.release === 'istio';
}
