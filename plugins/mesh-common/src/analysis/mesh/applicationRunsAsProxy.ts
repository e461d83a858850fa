import {
  KubernetesObject,
  Pod,
  WorkloadObject,
} from '../../kubernetes/KubernetesObject';
import { PROXY_UID } from '../../istio/proxyUid';
import { about, MeshRule } from './MeshRule';
import { isControlPlane } from './objects';

interface SecuredSpec {
  securityContext?: { runAsUser?: number };
  containers?: { name: string; securityContext?: { runAsUser?: number } }[];
}

/**
 * A container runs as the user of the proxy, so what it sends is taken for the proxy's own and goes around the mesh.
 *
 * Source: istio pkg/config/analysis/analyzers/deployment/pod.go.
 */
export const applicationRunsAsProxy: MeshRule = view => [
  ...view
    .listAll<Pod>('Pod')
    .flatMap(pod => findings(pod, 'spec', pod.spec as SecuredSpec | undefined)),
  ...view
    .listAll<WorkloadObject>('Deployment')
    .flatMap(deployment =>
      findings(
        deployment,
        'spec.template.spec',
        deployment.spec?.template?.spec as SecuredSpec | undefined,
      ),
    ),
];

function findings(
  object: KubernetesObject,
  path: string,
  spec: SecuredSpec = {},
) {
  if (isControlPlane(object)) {
    return [];
  }
  const fields = [
    ...(spec.securityContext?.runAsUser === PROXY_UID
      ? [`${path}.securityContext.runAsUser`]
      : []),
    ...(spec.containers ?? []).flatMap(({ name, securityContext }, i) =>
      name !== 'istio-proxy' && securityContext?.runAsUser === PROXY_UID
        ? [`${path}.containers[${i}].securityContext.runAsUser`]
        : [],
    ),
  ];
  // One for all its containers: the remedy is the same.
  return fields.slice(0, 1).map(field => ({
    severity: 'warning' as const,
    object: about(object, field),
    message: `A container runs as user ${PROXY_UID}, which is the proxy's own: what it sends goes around the mesh, in plaintext and past every policy.`,
    action: 'Run the application as another user.',
  }));
}
