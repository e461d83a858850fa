import { RequestState, StagePullRequest } from './OnboardingRequest';
import { isTakenBack, stateAfterTakeBack } from './takeBack';

const pullRequest = (state: StagePullRequest['state']): StagePullRequest => ({
  stageIndex: 0,
  attempt: 1,
  branch: 'mesh/cart-1-join',
  state,
});

describe('taking a request back', () => {
  it.each<[RequestState, RequestState]>([
    // A later stage, or another attempt at one that was merged.
    ['queued', 'withdrawn'],
    ['proposed', 'withdrawn'],
    ['verifying', 'withdrawn'],
    ['declined', 'withdrawn'],
    ['blocked', 'withdrawn'],
    // Nothing of these can be proposed any more.
    ['withdrawn', 'withdrawn'],
    ['done', 'done'],
  ])('leaves one that is %s as %s', (state, after) => {
    expect(
      stateAfterTakeBack({ state, pullRequests: [pullRequest('merged')] }),
    ).toBe(after);
  });

  it.each<RequestState>([
    'queued',
    'proposed',
    'verifying',
    'declined',
    'blocked',
    'withdrawn',
  ])('is not for one that is %s and of which nothing was merged', state => {
    const pullRequests = (['pending', 'open', 'closed'] as const).map(
      pullRequest,
    );
    expect(stateAfterTakeBack({ state, pullRequests })).toBeUndefined();
  });

  it('is for one that is done although others had made its changes before', () => {
    expect(stateAfterTakeBack({ state: 'done', pullRequests: [] })).toBe(
      'done',
    );
  });

  it.each<[RequestState, boolean]>([
    ['submitted', true],
    ['queued', true],
    ['blocked', true],
    ['declined', true],
    ['done', true],
    ['rejected', false],
    ['withdrawn', false],
  ])('by a request that is %s counts: %s', (state, counts) => {
    expect(isTakenBack({ revertedBy: { id: 'r', state } })).toBe(counts);
  });
});
