/** One element of an instant vector, as the HTTP API of Prometheus gives it. */
export interface Sample {
  labels: Record<string, string>;
  /** NaN where a division or a quantile had nothing to work on. */
  value: number;
}
