import { Rollout } from './Rollout';

/** What a version is to its rollout. A version can be several of these at once. */
export type VersionRole =
  'stable' | 'canary' | 'active' | 'preview' | 'ping' | 'pong';

/**
 * Every role of the version with this pod hash, as the controller's own tools show them; none for an old version.
 *
 * Source: argo-rollouts pkg/kubectl-argo-rollouts/info/{replicaset_info,rollout_info}.go.
 */
export function versionRoles(rollout: Rollout, podHash: string): VersionRole[] {
  const { spec, status } = rollout;
  const is = (hash: string | undefined) => Boolean(hash) && hash === podHash;
  const stable = is(status?.stableRS);
  if (spec?.strategy?.blueGreen) {
    const active = is(status?.blueGreen?.activeSelector);
    const preview = !active && is(status?.blueGreen?.previewSelector);
    return [
      ...(active ? (['active'] as const) : []),
      ...(preview ? (['preview'] as const) : []),
      ...(stable ? (['stable'] as const) : []),
    ];
  }
  const canary =
    !stable && Boolean(spec?.strategy?.canary) && is(status?.currentPodHash);
  const stableSide = status?.canary?.stablePingPong;
  const pingPong =
    stableSide === 'ping' || stableSide === 'pong'
      ? pingPongRole(stableSide, stable, canary)
      : [];
  return [
    ...(canary ? (['canary'] as const) : []),
    ...(stable ? (['stable'] as const) : []),
    ...pingPong,
  ];
}

function pingPongRole(
  stableSide: 'ping' | 'pong',
  stable: boolean,
  canary: boolean,
): VersionRole[] {
  if (stable) {
    return [stableSide];
  }
  return canary ? [stableSide === 'ping' ? 'pong' : 'ping'] : [];
}
