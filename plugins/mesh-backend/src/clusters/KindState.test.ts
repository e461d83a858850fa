import { isRead, KindState, outOfTouch } from './KindState';

const noon = new Date('2026-11-25T12:00:00Z');
const before = new Date('2026-11-25T11:00:00Z');
const gap: KindState = {
  type: 'gap',
  gap: { kind: 'Service', reason: 'forbidden', notInstalled: false },
};

describe('what is known of a kind', () => {
  it.each<[KindState, KindState]>([
    [{ type: 'starting' }, { type: 'starting', reason: 'refused' }],
    [{ type: 'current' }, { type: 'stale', since: noon, reason: 'refused' }],
    [
      { type: 'stale', since: before, reason: 'silent' },
      { type: 'stale', since: before, reason: 'refused' },
    ],
    [gap, gap],
  ])('is, when it was %j and the server is out of reach, %j', (was, is) => {
    expect(outOfTouch(was, { reason: 'refused', lastHeard: noon })).toEqual(is);
    expect(isRead(is)).toBe(isRead(was));
  });
});
