import { Kind } from '@onmesh/plugin-mesh-common';
import { errorMessage } from './errorMessage';
import { KubernetesApi, refusalStatus } from './KubernetesApi';
import { servedVersion } from './servedVersion';

/** That the kind is served in another version, or why there is nothing to read. */
export type RefusalMeaning =
  { version: string } | { reason: string; notInstalled: boolean };

const MISSING = {
  reason: 'the cluster does not have this kind',
  notInstalled: true,
};

/**
 * What it means that a server refuses to list a kind with 403 or 404. Who may not read a kind is told so even where there is no
 * such kind, and then nothing is missing.
 *
 * @param asked - the version that was refused
 * @throws what the server answers to being asked for its kinds, where that decides
 */
export async function refusalMeaning(
  api: KubernetesApi,
  { kind, asked }: { kind: Kind; asked: string },
  error: unknown,
  signal: AbortSignal,
): Promise<RefusalMeaning> {
  if (refusalStatus(error) === 404) {
    const version = await servedVersion(api, kind, signal);
    return version === undefined || version === asked ? MISSING : { version };
  }
  const forbidden = {
    reason: `forbidden: ${errorMessage(error)}`,
    notInstalled: false,
  };
  if (kind.group === '') {
    return forbidden;
  }
  try {
    const version = await servedVersion(api, kind, signal);
    return version === undefined ? MISSING : forbidden;
  } catch {
    return forbidden;
  }
}
