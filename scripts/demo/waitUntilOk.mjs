import { setTimeout as sleep } from 'node:timers/promises';

/** Whether the URL answered with success before the time was over. */
export async function waitUntilOk(url, { seconds }) {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
      if (response.ok) {
        return true;
      }
    } catch {
      // Not listening yet.
    }
    await sleep(250);
  }
  return false;
}
