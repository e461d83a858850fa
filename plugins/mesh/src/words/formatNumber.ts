/** Percent of a share between 0 and 1, or `Unknown`. */
export function formatShare(share: number | undefined): string {
  return formatPercent(share === undefined ? undefined : share * 100);
}

/** A number of percent with at most one digit behind the point, or `Unknown`. */
export function formatPercent(percent: number | undefined): string {
  return percent === undefined
    ? 'Unknown'
    : `${Math.round(percent * 10) / 10} %`;
}

/** `1 pod`, `3 pods`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
