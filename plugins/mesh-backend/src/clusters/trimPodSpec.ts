import {
  Container,
  PodSpec,
  PodTemplate,
  Probe,
  SecurityContext,
} from '@onmesh/plugin-mesh-common';

/** What a pod is made of, as far as proxies, ports, versions and users show in it. */
export function trimPodSpec(spec: PodSpec): PodSpec {
  return {
    hostNetwork: spec.hostNetwork,
    serviceAccountName: spec.serviceAccountName,
    ...userOf(spec.securityContext),
    containers: spec.containers?.map(trimContainer),
    initContainers: spec.initContainers?.map(trimContainer),
  };
}

/** A template says besides how its pods are probed and confined, which is the same for all of them. */
export function trimTemplate({ metadata, spec }: PodTemplate): PodTemplate {
  return { metadata, spec: spec && trimTemplateSpec(spec) };
}

function trimTemplateSpec(spec: PodSpec): PodSpec {
  const probed = (container: Container): Container => ({
    ...trimContainer(container),
    ...probe(container, 'startupProbe'),
    ...probe(container, 'livenessProbe'),
    ...probe(container, 'readinessProbe'),
  });
  const { runAsUser, seccompProfile } = spec.securityContext ?? {};
  return {
    ...trimPodSpec(spec),
    ...(seccompProfile && {
      securityContext: {
        runAsUser,
        seccompProfile: { type: seccompProfile.type },
      },
    }),
    containers: spec.containers?.map(probed),
    initContainers: spec.initContainers?.map(probed),
  };
}

function trimContainer(container: Container): Container {
  const { name, image, ports, restartPolicy, securityContext } = container;
  return {
    name,
    image,
    ports,
    restartPolicy,
    // The proxy is in most pods, and its user is known.
    ...(name !== 'istio-proxy' && userOf(securityContext)),
  };
}

function userOf(
  context: SecurityContext | undefined,
): Pick<Container, 'securityContext'> {
  const runAsUser = context?.runAsUser;
  return runAsUser === undefined ? {} : { securityContext: { runAsUser } };
}

/** Headers may hold secrets, and commands are run inside the container. */
function probe(
  of: Container,
  name: 'startupProbe' | 'livenessProbe' | 'readinessProbe',
): { [K in typeof name]?: Probe } {
  const { httpGet, tcpSocket, grpc } = of[name] ?? {};
  if (httpGet) {
    const { path, port, scheme } = httpGet;
    return { [name]: { httpGet: { path, port, scheme } } };
  }
  if (tcpSocket) {
    return { [name]: { tcpSocket: { port: tcpSocket.port } } };
  }
  return grpc ? { [name]: { grpc: { port: grpc.port } } } : {};
}
