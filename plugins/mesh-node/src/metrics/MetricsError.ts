/**
 * Why metrics could not be read. `unreachable` and `timeout` may pass by themselves; `denied` and `invalid` ask for a
 * change of the configuration.
 */
export type MetricsErrorKind = 'unreachable' | 'timeout' | 'denied' | 'invalid';

/** Metrics are configured and could not be read. The message is for people and holds no credentials. */
export class MetricsError extends Error {
  readonly kind: MetricsErrorKind;

  constructor(kind: MetricsErrorKind, message: string) {
    super(message);
    this.name = 'MetricsError';
    this.kind = kind;
  }
}
