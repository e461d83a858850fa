import { Rollout } from '@onmesh/plugin-mesh-common';
import { customResource } from './customResource';
import { KubeApiServer } from './kubeApiServer';

/** The kind Rollout, with the status as a subresource or, as before 1.0, without. */
export function rolloutResource(options: { subresource: boolean }) {
  const crd = customResource('Rollout');
  const [version] = (crd.spec as { versions: object[] }).versions;
  return {
    ...crd,
    spec: {
      ...crd.spec,
      versions: [
        {
          ...version,
          ...(options.subresource && { subresources: { status: {} } }),
        },
      ],
    },
  };
}

/** The second version of a service, waiting at the second of four steps. */
export function pausedRollout(name: string, changes: Partial<Rollout> = {}) {
  const labels = { app: name };
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout' as const,
    metadata: { name, namespace: 'shop', labels },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'app', image: `shop/${name}:2` }] },
      },
      strategy: {
        canary: {
          trafficRouting: {
            istio: {
              virtualService: { name },
              destinationRule: {
                name,
                canarySubsetName: 'canary',
                stableSubsetName: 'stable',
              },
            },
          },
          steps: [
            { setWeight: 10 },
            { pause: {} },
            { setWeight: 50 },
            { pause: {} },
          ],
        },
      },
      ...changes.spec,
    },
    status: {
      observedGeneration: '1',
      phase: 'Paused',
      message: 'CanaryPauseStep',
      stableRS: 'a1',
      currentPodHash: 'b2',
      currentStepIndex: 1,
      controllerPause: true,
      pauseConditions: [
        { reason: 'CanaryPauseStep', startTime: '2026-01-01T00:00:00Z' },
      ],
      replicas: 3,
      canary: {
        weights: { canary: { weight: 10 }, stable: { weight: 90 } },
      },
      ...changes.status,
    },
  };
}

/** The routes that its controller writes the canary's weight into. */
export function routesOf(name: string, weight: number) {
  const to = (subset: string) => ({ destination: { host: name, subset } });
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name, namespace: 'shop' },
    spec: {
      hosts: [name],
      http: [
        {
          route: [
            { ...to('stable'), weight: 100 - weight },
            { ...to('canary'), weight },
          ],
        },
      ],
    },
  };
}

/** Writes a rollout as its owner and its controller do, one after the other. */
export async function applyRollout(
  api: KubeApiServer,
  rollout: ReturnType<typeof pausedRollout>,
) {
  const { status, ...object } = rollout;
  await api.apply(object);
  await applyStatus(api, rollout);
  return status;
}

/** What the controller writes: all of the status, whatever was there. */
export async function applyStatus(
  api: KubeApiServer,
  { apiVersion, kind, metadata, status }: ReturnType<typeof pausedRollout>,
) {
  const { name, namespace } = metadata;
  await api.request(
    'PATCH',
    `${rolloutPath({ namespace, name })}/status?fieldManager=controller&force=true`,
    { apiVersion, kind, metadata: { name, namespace }, status },
  );
}

export function rolloutPath(of: { namespace: string; name: string }) {
  return `/apis/argoproj.io/v1alpha1/namespaces/${of.namespace}/rollouts/${of.name}`;
}

/** An object as the API server has it, without what every write changes. */
export async function storedRollout(api: KubeApiServer, name: string) {
  const stored = JSON.parse(
    await api.request('GET', rolloutPath({ namespace: 'shop', name })),
  );
  const { resourceVersion, managedFields, ...metadata } = stored.metadata;
  return { ...stored, metadata };
}
