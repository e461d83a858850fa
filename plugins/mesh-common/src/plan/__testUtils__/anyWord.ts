import fc from 'fast-check';

export const name = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,6}[a-z0-9])?$/);
export const host = fc.stringMatching(
  /^[a-z0-9]{1,5}(-[a-z0-9]{1,3})?\.[a-z]{2,4}$/,
);
export const port = fc.integer({ min: 1, max: 65535 });
export const limit = fc.integer({ min: 1, max: 1000 });
export const duration = fc.stringMatching(/^[1-9][0-9]{0,3}(ms|s|m|h)$/);
export const decimal = fc.integer({ min: 0, max: 10_000 }).map(n => n / 100);
export const line = fc.stringMatching(/^[ -~]{1,24}$/);
export const prefix = fc.stringMatching(
  /^\/[A-Za-z0-9\-._~!$&'()+,;=:@%/]{0,12}$/,
);
export const optional = <T>(value: fc.Arbitrary<T>) =>
  fc.option(value, { nil: undefined });
