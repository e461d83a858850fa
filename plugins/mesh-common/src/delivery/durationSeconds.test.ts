import fc from 'fast-check';
import { durationSeconds } from './durationSeconds';
import { formatSeconds } from './formatSeconds';

describe('durationSeconds', () => {
  it.each([
    [30, 30],
    ['30', 30],
    ['90s', 90],
    ['1h30m', 5400],
    ['1.5h', 5400],
    ['500ms', 0.5],
    ['', undefined],
    ['-5s', undefined],
    ['5 minutes', undefined],
    [-5, undefined],
    [undefined, undefined],
  ])('reads %j as %j', (duration, seconds) => {
    expect(durationSeconds(duration)).toBe(seconds);
  });

  it('reads back what formatSeconds writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e7 }), seconds => {
        const written = formatSeconds(seconds).replaceAll(' ', '');
        expect(durationSeconds(written)).toBe(seconds);
      }),
    );
  });
});
