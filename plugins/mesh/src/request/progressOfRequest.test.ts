import { RequestState } from '@onmesh/plugin-mesh-common';
import { request } from '../__testUtils__/request';
import { progressOfRequest } from './progressOfRequest';

describe('progressOfRequest', () => {
  it.each<[RequestState, number]>([
    ['submitted', -1],
    ['rejected', -1],
    ['queued', 1],
    ['proposed', 1],
    ['verifying', 1],
    ['blocked', 1],
    ['declined', 1],
    ['withdrawn', 1],
    ['done', 2],
  ])('a request that is %s is at stage %i of its plan', (state, current) => {
    expect(
      progressOfRequest({ ...request, state, stageIndex: 1 }).current,
    ).toBe(current);
  });
});
