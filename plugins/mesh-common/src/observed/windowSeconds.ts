const UNITS = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/**
 * Seconds of a window, a duration with one unit: `30m`, `24h`.
 *
 * @throws Error when it is not one
 */
export function windowSeconds(window: string): number {
  const match = /^([1-9]\d{0,5})([smhdw])$/.exec(window);
  const unit = match?.[2];
  if (unit && isUnit(unit)) {
    return Number(match[1]) * UNITS[unit];
  }
  throw new Error(
    `"${window}" is not a duration; write a number and one of s, m, h, d, w, such as 30m`,
  );
}

function isUnit(unit: string): unit is keyof typeof UNITS {
  return unit in UNITS;
}
