import { StructuralSchema } from '../structure/StructuralSchema';

const text: StructuralSchema = { type: 'string', nullable: true };
const flag: StructuralSchema = { type: 'boolean', nullable: true };
const count: StructuralSchema = { type: 'integer', nullable: true };
const map: StructuralSchema = {
  type: 'object',
  nullable: true,
  additionalProperties: true,
};
const listOf = (items: StructuralSchema): StructuralSchema => ({
  type: 'array',
  nullable: true,
  items,
});
const withSome = (
  properties: Record<string, StructuralSchema>,
): StructuralSchema => ({ ...map, properties });

const containers = listOf(
  withSome({
    name: text,
    image: text,
    command: listOf({}),
    args: listOf({}),
    env: listOf(map),
    ports: listOf(withSome({ name: text, containerPort: count })),
    readinessProbe: map,
    livenessProbe: map,
    startupProbe: map,
    securityContext: map,
  }),
);
const pod = withSome({
  serviceAccountName: text,
  hostNetwork: flag,
  nodeName: text,
  containers,
  initContainers: containers,
  volumes: listOf(map),
  securityContext: map,
});
const template = withSome({
  metadata: withSome({ labels: map, annotations: map }),
  spec: pod,
});
const workload = withSome({
  replicas: count,
  selector: withSome({ matchLabels: map, matchExpressions: listOf(map) }),
  template,
});

/**
 * The types of what is read of kinds that every cluster has; what else is in them is the API server's to judge.
 *
 * Source: kubernetes api/openapi-spec/v3.
 */
export const shapes: Readonly<Record<string, StructuralSchema>> = {
  'v1/Service': withSome({
    spec: withSome({
      type: text,
      clusterIP: text,
      selector: map,
      ports: listOf(
        withSome({
          name: text,
          port: count,
          targetPort: { 'x-kubernetes-int-or-string': true, nullable: true },
          protocol: text,
          appProtocol: text,
        }),
      ),
    }),
  }),
  'v1/ConfigMap': withSome({ data: map }),
  'v1/Pod': withSome({ spec: pod }),
  'apps/v1/Deployment': withSome({ spec: workload }),
  'apps/v1/StatefulSet': withSome({ spec: workload }),
  'apps/v1/DaemonSet': withSome({ spec: workload }),
  'apps/v1/ReplicaSet': withSome({ spec: workload }),
  'batch/v1/Job': withSome({ spec: workload }),
  'batch/v1/CronJob': withSome({
    spec: withSome({ jobTemplate: withSome({ spec: workload }) }),
  }),
  'networking.k8s.io/v1/NetworkPolicy': withSome({
    spec: withSome({
      podSelector: map,
      policyTypes: listOf(text),
      ingress: listOf(map),
      egress: listOf(map),
    }),
  }),
};
