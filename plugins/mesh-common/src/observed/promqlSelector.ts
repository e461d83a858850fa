/** A label value as it stands between double quotes in PromQL. */
export function escapeLabelValue(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n');
}

/** How a label has to compare with a value; the regular expressions are anchored, as Prometheus anchors them. */
export type Matcher = [
  label: string,
  operator: '=' | '!=' | '=~' | '!~',
  value: string,
];

/**
 * `metric{label="value",...}`, or without a metric all that carry the labels. Values may be anything; names of metrics and
 * labels may not, as PromQL has no quotes for them.
 *
 * @throws Error when a name is none
 */
export function promqlSelector(
  metric: string | undefined,
  matchers: readonly Matcher[],
): string {
  const parts = matchers.map(
    ([label, operator, value]) =>
      `${labelName(label)}${operator}"${escapeLabelValue(value)}"`,
  );
  return `${metric === undefined ? '' : labelName(metric)}{${parts.join(',')}}`;
}

function labelName(name: string): string {
  if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name)) {
    throw new Error(
      `${JSON.stringify(name)} is no name of a label or metric; write letters, digits and _`,
    );
  }
  return name;
}
