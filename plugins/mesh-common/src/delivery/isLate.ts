import { DeliveryPause } from './pauseOf';

/** A controller acts on a timer within seconds; a minute late is no longer a matter of timing. */
const LATE_AFTER_MS = 60_000;

/**
 * Whether a pause should have ended by itself and did not. It is all that time alone changes about a delivery.
 *
 * @param now - RFC 3339; without it nothing is late
 */
export function isLate(
  pause: DeliveryPause | undefined,
  now: string | undefined,
): boolean {
  return Date.parse(now ?? '') - Date.parse(pause?.until ?? '') > LATE_AFTER_MS;
}
