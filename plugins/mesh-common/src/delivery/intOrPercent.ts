/**
 * A number of pods that stands as a number or as a part of all of them; a quarter when absent, as the controller takes it.
 * What is neither counts as none.
 */
export function intOrPercent(
  value: number | string | null | undefined,
  of: number,
  round: 'up' | 'down',
): number {
  const text = String(value ?? '25%');
  const percent = /^(\d+)%$/.exec(text)?.[1];
  if (percent === undefined) {
    const number = Number(text);
    return Number.isFinite(number) ? Math.trunc(number) : 0;
  }
  const part = (Number(percent) * of) / 100;
  return round === 'up' ? Math.ceil(part) : Math.floor(part);
}
