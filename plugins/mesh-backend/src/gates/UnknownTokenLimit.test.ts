import { UnknownTokenLimit } from './UnknownTokenLimit';

describe('UnknownTokenLimit', () => {
  let now = 0;
  const setup = () => {
    now = 0;
    return new UnknownTokenLimit({
      perMinute: 2,
      addresses: 2,
      now: () => now,
    });
  };
  const guess = (limit: UnknownTokenLimit, address: string, times = 1) => {
    for (let i = 0; i < times; i++) {
      limit.saw(address, `guess-${i}`, false);
    }
  };

  it('refuses who guessed too often, for a minute', () => {
    const limit = setup();
    guess(limit, 'a', 2);
    expect(limit.admits('a', 'another')).toBe(false);
    expect(limit.admits('b', 'another')).toBe(true);

    now = 60_000;
    expect(limit.admits('a', 'another')).toBe(true);
  });

  it('lets a good token through although others guess from the same address', () => {
    const limit = setup();
    limit.saw('a', 'good', true);
    guess(limit, 'a', 9);
    expect(limit.admits('a', 'good')).toBe(true);

    limit.saw('a', 'good', false);
    expect(limit.admits('a', 'good')).toBe(false);
  });

  it('remembers no more addresses than it is told to', () => {
    const limit = setup();
    guess(limit, 'a', 2);
    guess(limit, 'b', 2);
    guess(limit, 'c', 2);
    expect(['a', 'b', 'c'].map(one => limit.admits(one, 'x'))).toEqual([
      true,
      false,
      false,
    ]);
  });
});
