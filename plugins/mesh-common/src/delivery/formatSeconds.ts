/** A length of time in words, in its largest whole units: `1 h 30 m`, `45 s`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 1) {
    return `${Number(seconds.toPrecision(3))} s`;
  }
  const whole = Math.round(seconds);
  const parts = [
    [Math.floor(whole / 3600), 'h'],
    [Math.floor((whole % 3600) / 60), 'm'],
    [whole % 60, 's'],
  ] as const;
  return parts
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(' ');
}
