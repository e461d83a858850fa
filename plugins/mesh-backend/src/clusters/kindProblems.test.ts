import { kinds } from '@onmesh/plugin-mesh-common';
import { kindProblems } from './kindProblems';
import { KindState } from './KindState';

const [namespace, pod] = kinds;
const stale = (seconds: number): KindState => ({
  type: 'stale',
  since: new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)),
  reason: 'connection refused',
});
const gap = (reason: string, notInstalled = false): KindState => ({
  type: 'gap',
  gap: { kind: 'Pod', reason, notInstalled },
});

describe('the problems of a cluster', () => {
  it.each<[string, KindState, KindState, string[]]>([
    ['none', { type: 'current' }, { type: 'current' }, []],
    ['a missing kind', { type: 'current' }, gap('not there', true), []],
    [
      'a forbidden kind',
      { type: 'current' },
      gap('forbidden'),
      ['Pod cannot be read: forbidden'],
    ],
    [
      'no connection, and the older of two ages',
      stale(2),
      stale(1),
      [
        'The cluster cannot be read: connection refused; what is shown is from 2026-01-01T00:00:01.000Z',
      ],
    ],
    [
      'no connection to a cluster without a kind',
      stale(2),
      gap('not there', true),
      [
        expect.stringMatching(
          /^The cluster cannot be read: connection refused/,
        ),
      ],
    ],
    [
      'a cluster that is silent',
      { type: 'starting' },
      { type: 'starting' },
      ['The cluster cannot be read: it has not answered yet'],
    ],
    [
      'two causes',
      { type: 'starting', reason: 'a' },
      gap('b'),
      ['Namespace cannot be read: a', 'Pod cannot be read: b'],
    ],
  ])('with %s', (_, first, second, expected) => {
    expect(
      kindProblems([
        { kind: namespace, state: first },
        { kind: pod, state: second },
      ]),
    ).toEqual(expected);
  });
});
