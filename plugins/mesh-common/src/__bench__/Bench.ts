/** One thing that is measured: lines of names and numbers, for people. */
export interface Bench {
  title: string;
  /** @throws Error when what is measured does not do its work, because then its time means nothing */
  run(): [name: string, value: string][];
}

/** A number that people can compare: whole from 100 up, else with three digits. */
export function formatNumber(value: number): string {
  return value >= 100
    ? Math.round(value).toLocaleString('en')
    : value.toPrecision(3);
}

/** How the last of some sizes compares with the first. */
export function ratioLine(
  sizes: number[],
  costs: number[],
): [name: string, value: string] {
  const growth = sizes[sizes.length - 1] / sizes[0];
  const ratio = costs[costs.length - 1] / costs[0];
  return [`${growth} times as many`, `${formatNumber(ratio)} times the cost`];
}
