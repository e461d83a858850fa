import { backoff } from './backoff';

describe('backoff', () => {
  it.each([
    [1, 0, 2_000],
    [2, 0, 4_000],
    [3, 0.5, 9_000],
    [11, 0, 2_048_000],
    [12, 0, 3_600_000],
    [1000, 0, 3_600_000],
    [0, 0, 2_000],
  ])('after %i tries, at chance %d: %i ms', (attempts, random, expected) => {
    expect(backoff(attempts, random)).toBe(expected);
  });
});
