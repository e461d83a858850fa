import { QueryScope, windowOf } from './TrafficQuery';
import { windowSeconds } from './windowSeconds';

/** Into how many parts a window is cut; more would cost without telling more. */
const PARTS = 60;

/**
 * By how much selected counters grew within the window, summed by some labels; a counter that stood still is a sum of zero. One
 * that began within the window counts with all it has, which `increase` alone would leave out.
 *
 * The name of the metric is kept as a label of its own: functions over ranges drop it, and refuse counters of one pod that
 * differ in nothing else. That takes a subquery.
 */
export function growthBy(
  labels: string,
  selected: string,
  scope: QueryScope,
): string {
  const window = windowOf(scope);
  const step = Math.max(15, Math.round(windowSeconds(window) / PARTS));
  const named = (series: string) =>
    `label_replace(${series}, "metric", "$1", "__name__", "(.+)")`;
  const within = `${named(selected)}[${window}:${step}s]`;
  const before = named(`${selected} offset ${window}`);
  return `sum by (${labels}) ((increase(${within}) and ${before}) or (last_over_time(${within}) unless ${before}))`;
}
