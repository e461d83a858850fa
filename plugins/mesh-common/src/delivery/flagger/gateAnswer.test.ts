import { Canary } from './Canary';
import { canaryChecksum } from './canaryChecksum';
import { CanaryRevision, canaryRevision } from './canaryRevision';
import { gateAnswer } from './gateAnswer';

const place = { namespace: 'shop', name: 'offers' };
const revision: CanaryRevision = {
  checksum: '5c4d6696cf',
  since: '2026-01-01T10:00:00Z',
};
const approved = { gate: 'confirm-promotion' as const, revision };

describe('gateAnswer', () => {
  const ask = (
    changes: Partial<Parameters<typeof gateAnswer>[0]> = {},
  ): ReturnType<typeof gateAnswer> =>
    gateAnswer({
      gate: 'confirm-promotion',
      canary: place,
      asked: { ...place, checksum: revision.checksum },
      now: revision,
      approvals: [approved],
      ...changes,
    });

  it('is yes for what was approved, is asked about and is on its way', () => {
    expect(ask()).toEqual({ yes: true, why: expect.any(String) });
  });

  it.each<[string, Parameters<typeof ask>[0], string]>([
    ['nobody approved it', { approvals: [] }, 'is not approved'],
    ['another gate was approved', { gate: 'rollback' }, 'is not approved'],
    [
      'another canary asks',
      { asked: { ...place, name: 'other', checksum: revision.checksum } },
      'of no other',
    ],
    [
      'another namespace asks',
      { asked: { ...place, namespace: 'x', checksum: revision.checksum } },
      'of no other',
    ],
    [
      'it is asked about another version than the cluster shows',
      { asked: { ...place, checksum: 'other' } },
      'late',
    ],
    ['nothing is on its way', { now: undefined }, 'No new version'],
    [
      'another version was approved',
      {
        approvals: [
          { ...approved, revision: { ...revision, checksum: 'old' } },
        ],
      },
      'another version',
    ],
    [
      'the same version was approved in an earlier delivery',
      {
        approvals: [
          {
            ...approved,
            revision: { ...revision, since: '2026-01-01T09:00:00Z' },
          },
        ],
      },
      'earlier delivery',
    ],
    [
      'the workload was changed while the start waits',
      {
        now: { ...revision, generation: 8 },
        approvals: [{ ...approved, revision: { ...revision, generation: 7 } }],
      },
      'another version',
    ],
  ])('is no when %s', (_, changes, words) => {
    expect(ask(changes)).toEqual({
      yes: false,
      why: expect.stringContaining(words),
    });
  });
});

describe('canaryRevision', () => {
  const canary = (
    phase: string,
    promoted: 'Unknown' | 'True' | 'False' = 'Unknown',
  ): Canary => ({
    apiVersion: 'flagger.app/v1beta1',
    kind: 'Canary',
    metadata: place,
    status: {
      phase,
      lastAppliedSpec: '5f56684589',
      conditions: [
        {
          type: 'Promoted',
          status: promoted,
          lastTransitionTime: '2026-01-01T10:00:00Z',
        },
      ],
    },
  });
  const workload = { metadata: { generation: 7 } };

  it('is what Flagger sends, and when the delivery began', () => {
    const one = canary('WaitingPromotion');
    expect(canaryRevision(one, workload)).toEqual({
      checksum: canaryChecksum(one),
      since: '2026-01-01T10:00:00Z',
    });
  });

  it('names the workload as well while the start waits, when the checksum is still that of the version before', () => {
    expect(canaryRevision(canary('Waiting'), workload)).toMatchObject({
      generation: 7,
    });
    expect(canaryRevision(canary('Waiting'), undefined)).toBeUndefined();
  });

  it.each<[string, 'True' | 'False' | 'Unknown']>([
    ['Succeeded', 'True'],
    ['Failed', 'False'],
    ['Promoting', 'Unknown'],
    ['Progressing', 'False'],
  ])('is unknown in %s with Promoted %s', (phase, promoted) => {
    expect(canaryRevision(canary(phase, promoted), workload)).toBeUndefined();
  });
});
