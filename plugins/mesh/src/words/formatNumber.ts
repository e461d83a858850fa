/** Percent of a share between 0 and 1, or `Unknown`. */
export function formatShare(share: number | undefined): string {
  return share === undefined ? 'Unknown' : `${Math.round(share * 1000) / 10} %`;
}

/** `1 pod`, `3 pods`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
