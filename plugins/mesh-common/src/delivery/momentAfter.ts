/** The moment some seconds after another, both RFC 3339; undefined without a moment to count from. */
export function momentAfter(
  since: string | undefined,
  seconds: number,
): string | undefined {
  const moment = new Date(Date.parse(String(since)) + seconds * 1000);
  return Number.isNaN(moment.getTime())
    ? undefined
    : moment.toISOString().replace('.000Z', 'Z');
}
