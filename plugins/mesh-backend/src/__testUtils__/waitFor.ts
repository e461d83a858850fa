/** Repeats a check until it holds, and fails with its last error when it does not within the time. */
export async function waitFor(
  check: () => Promise<unknown> | unknown,
  timeoutMs = 4000,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > deadline) {
        throw error;
      }
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }
}
