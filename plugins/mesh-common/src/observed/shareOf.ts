import { Sample } from './Sample';

/**
 * Share of what samples count, 0 to 1; undefined without traffic, which is not a share of zero. What is not a number
 * counts for nothing.
 */
export function shareOf(
  samples: readonly Sample[],
  counts: (labels: Sample['labels']) => boolean,
): number | undefined {
  const usable = samples.filter(({ value }) => Number.isFinite(value));
  const total = sum(usable);
  return total > 0
    ? sum(usable.filter(({ labels }) => counts(labels))) / total
    : undefined;
}

/** What samples count together. */
export function sum(samples: readonly Sample[]): number {
  return samples.reduce((total, { value }) => total + value, 0);
}
