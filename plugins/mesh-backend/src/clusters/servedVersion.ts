import { Kind } from '@onmesh/plugin-mesh-common';
import { KubernetesApi, refusalStatus } from './KubernetesApi';

interface GroupAnswer {
  versions?: { version: string }[];
}
interface ResourcesAnswer {
  resources?: { name: string }[];
}

/**
 * Another version in which a cluster serves a kind, or undefined when it does not have the kind. An older control plane
 * serves only older versions; taking that for "no such objects" would hide every policy in it.
 */
export async function servedVersion(
  api: KubernetesApi,
  kind: Kind,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (kind.group === '') {
    return undefined;
  }
  const group = await orMissing<GroupAnswer>(
    api.get(`/apis/${kind.group}`, {}, signal),
  );
  for (const { version } of group?.versions ?? []) {
    const answer = await orMissing<ResourcesAnswer>(
      api.get(`/apis/${kind.group}/${version}`, {}, signal),
    );
    if (answer?.resources?.some(({ name }) => name === kind.plural)) {
      return version;
    }
  }
  return undefined;
}

async function orMissing<T>(answer: Promise<unknown>): Promise<T | undefined> {
  try {
    return (await answer) as T;
  } catch (error) {
    if (refusalStatus(error) === 404) {
      return undefined;
    }
    throw error;
  }
}
