/** The value of a label; Istio writes `unknown` where it does not know. */
export function known(value: string | undefined): string | undefined {
  return value === undefined || value === '' || value === 'unknown'
    ? undefined
    : value;
}
