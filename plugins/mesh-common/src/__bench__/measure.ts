const WARM_UP_MS = 1500;
const ROUNDS = 15;
const BATCH_MS = 30;

/**
 * Microseconds that one call of each takes. They are called in turns and the median of the rounds counts, so that a
 * compiler that warms up, a pause for garbage or somebody else's process makes none look slower than the others.
 */
export function measure(calls: readonly (() => unknown)[]): number[] {
  const end = performance.now() + WARM_UP_MS;
  const batches = calls.map(() => 1);
  while (performance.now() < end) {
    calls.forEach((call, i) => {
      if (millisecondsOf(call, batches[i]) < BATCH_MS / 2) {
        batches[i] *= 2;
      }
    });
  }
  const rounds = Array.from({ length: ROUNDS }, () =>
    calls.map((call, i) => millisecondsOf(call, batches[i]) / batches[i]),
  );
  return calls.map((_, i) => median(rounds.map(round => round[i])) * 1000);
}

function millisecondsOf(call: () => unknown, times: number): number {
  const start = performance.now();
  for (let i = 0; i < times; i++) {
    call();
  }
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
