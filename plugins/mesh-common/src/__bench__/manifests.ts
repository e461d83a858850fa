import { AuthorizationPolicy } from '../istio/authorization';
import { PeerAuthentication } from '../istio/PeerAuthentication';
import {
  KubernetesObject,
  Pod,
  PodSpec,
  Service,
  WorkloadObject,
} from '../kubernetes/KubernetesObject';
import { BenchService } from './services';

const PODS = 5;

function labelsOf({ name, onMesh }: BenchService): Record<string, string> {
  return {
    app: name,
    version: 'v1',
    ...(onMesh ? { 'sidecar.istio.io/inject': 'true' } : {}),
  };
}

function podSpec(name: string): PodSpec {
  return {
    serviceAccountName: name,
    containers: [{ name: 'app', ports: [{ containerPort: 8080 }] }],
  };
}

/** The Deployment and the Service, as a GitOps repository holds them. */
export function manifests(of: BenchService): KubernetesObject[] {
  const { name, namespace } = of;
  const deployment: WorkloadObject = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: {
      replicas: PODS,
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: labelsOf(of) }, spec: podSpec(name) },
    },
  };
  const service: Service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace },
    spec: {
      selector: { app: name },
      ports: [{ name: 'http', port: 80, targetPort: 8080 }],
    },
  };
  return [deployment, service];
}

/** The pods that a controller makes of it. */
export function pods(of: BenchService): Pod[] {
  const spec = podSpec(of.name);
  const containers = [
    ...(spec.containers ?? []),
    ...(of.onMesh ? [{ name: 'istio-proxy' }] : []),
  ];
  return Array.from({ length: PODS }, (_, number) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${of.name}-${number}`,
      namespace: of.namespace,
      labels: labelsOf(of),
    },
    spec: { ...spec, containers },
    status: {
      phase: 'Running',
      containerStatuses: containers.map(({ name }) => ({ name, ready: true })),
    },
  }));
}

/** Allows some callers, and nobody else. */
export function callersOnly(
  of: BenchService,
  callers: BenchService[],
): AuthorizationPolicy {
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { name: of.name, namespace: of.namespace },
    spec: {
      selector: { matchLabels: { app: of.name } },
      rules: callers.map(({ name, namespace }) => ({
        from: [
          {
            source: {
              principals: [`cluster.local/ns/${namespace}/sa/${name}`],
            },
          },
        ],
        to: [{ operation: { methods: ['GET', 'POST'], paths: ['/api/*'] } }],
      })),
    },
  };
}

/** Mutual TLS for a whole namespace. */
export function strictMtls(namespace: string): PeerAuthentication {
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'PeerAuthentication',
    metadata: { name: 'default', namespace },
    spec: { mtls: { mode: 'STRICT' } },
  };
}
