import { formatAge } from './formatAge';

const now = Date.parse('2026-01-10T12:00:00Z');

describe('formatAge', () => {
  it.each([
    ['2026-01-10T11:59:01Z', 'less than a minute ago'],
    ['2026-01-10T11:59:00Z', '1 minute ago'],
    ['2026-01-10T09:00:00Z', '3 hours ago'],
    ['2026-01-08T12:00:00Z', '2 days ago'],
    ['2026-01-10T12:00:05Z', 'less than a minute ago'],
    ['yesterday', 'at an unknown time'],
  ])('says of %s: %s', (at, expected) => {
    expect(formatAge(at, now)).toBe(expected);
  });
});
