const FIRST_MS = 2_000;
const LONGEST_MS = 3_600_000;

/**
 * Milliseconds to wait before another try: twice as long each time, at most an hour, and up to a quarter longer by
 * chance, so that requests that failed together do not come back together.
 */
export function backoff(attempts: number, random: number): number {
  const doubled = FIRST_MS * 2 ** Math.min(Math.max(attempts - 1, 0), 20);
  return Math.round(Math.min(doubled, LONGEST_MS) * (1 + random / 4));
}
