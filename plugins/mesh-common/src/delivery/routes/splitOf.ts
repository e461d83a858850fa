import { ShareError, VersionShare } from './TrafficRule';

/** Where a destination leads: to ready pods of some versions, to an error, or nobody knows. */
export type Backend =
  | { versions: ReadonlyMap<string, number> }
  | { error: ShareError; status: 500 | 503 }
  | 'unknown';

/** A rule's requests by version, or undefined when they go where nothing is known. */
export interface Split {
  shares?: VersionShare[];
  estimate: boolean;
}

/**
 * The parts that versions get of a rule's requests. A version that several destinations lead to gets the sum; an error
 * that no request meets is left out.
 */
export function splitOf(
  destinations: readonly { weight: number; backend: Backend }[],
): Split {
  const total = destinations.reduce((sum, { weight }) => sum + weight, 0);
  const used = destinations.filter(({ weight }) => weight > 0);
  if (total <= 0 || used.some(({ backend }) => backend === 'unknown')) {
    return { estimate: false };
  }
  const shares = new Map<string, VersionShare>();
  for (const { weight, backend } of destinations) {
    for (const share of sharesOf(backend, (weight * 100) / total)) {
      const key = 'version' in share ? `v ${share.version}` : share.error;
      const percent = share.percent + (shares.get(key)?.percent ?? 0);
      shares.set(key, { ...share, percent });
    }
  }
  return {
    shares: [...shares.values()].filter(
      share => 'version' in share || share.percent > 0,
    ),
    estimate: used.some(({ backend }) => versionsOf(backend).size > 1),
  };
}

function sharesOf(backend: Backend, percent: number): VersionShare[] {
  if (backend === 'unknown') {
    return [];
  }
  if ('error' in backend) {
    return [{ ...backend, percent }];
  }
  const ready = [...backend.versions.values()].reduce((a, b) => a + b, 0);
  return [...backend.versions].map(([version, count]) => ({
    version,
    percent: (percent * count) / ready,
  }));
}

function versionsOf(backend: Backend): ReadonlyMap<string, number> {
  return backend !== 'unknown' && 'versions' in backend
    ? backend.versions
    : new Map();
}

/** Copies of requests by version. */
export function shadowOf(
  backend: Backend,
  percent: number,
): { version: string; percent: number }[] {
  return percent > 0
    ? sharesOf(backend, percent).flatMap(share =>
        'version' in share ? [share] : [],
      )
    : [];
}
