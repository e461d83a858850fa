const WARM_UP_MS = 1000;
const MEASURED_MS = 1000;

/**
 * Microseconds of processor time that one call takes, with what the compiler and the garbage collector do beside it. On a
 * machine that others use as well this says more than the clock on the wall, which `measure` reads.
 */
export function cpuCost(call: () => unknown): number {
  spend(call, WARM_UP_MS);
  return spend(call, MEASURED_MS);
}

function spend(call: () => unknown, milliseconds: number): number {
  const start = process.cpuUsage();
  for (let calls = 1; ; calls++) {
    call();
    // Asking costs more than a fast call, so it is not done after each.
    if (calls % 64 === 0) {
      const { user, system } = process.cpuUsage(start);
      if (user + system > milliseconds * 1000) {
        return (user + system) / calls;
      }
    }
  }
}
