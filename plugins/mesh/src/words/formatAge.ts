const units = [
  { name: 'day', ms: 86_400_000 },
  { name: 'hour', ms: 3_600_000 },
  { name: 'minute', ms: 60_000 },
] as const;

/**
 * How long ago, roughly: `3 minutes ago`. No finer than that, because notices that change are read out by screen readers.
 * A moment that cannot be read is unknown.
 */
export function formatAge(at: string, now: number): string {
  const ms = now - Date.parse(at);
  if (Number.isNaN(ms)) {
    return 'at an unknown time';
  }
  const unit = units.find(u => ms >= u.ms);
  if (!unit) {
    return 'less than a minute ago';
  }
  const count = Math.floor(ms / unit.ms);
  return `${count} ${unit.name}${count === 1 ? '' : 's'} ago`;
}
