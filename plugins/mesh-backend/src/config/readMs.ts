import { Config, readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';

/** Milliseconds of a duration such as `{ seconds: 15 }` or `15s`. */
export function readMs(root: Config, key: string, fallbackMs: number): number {
  return root.has(key)
    ? durationToMilliseconds(readDurationFromConfig(root, { key }))
    : fallbackMs;
}
