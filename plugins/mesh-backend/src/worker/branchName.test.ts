import { branchNameProblem } from '@onmesh/plugin-mesh-node';
import fc from 'fast-check';
import { newRequest, plan, stage } from '../__testUtils__/newRequest';
import { branchName, presentStage } from './branchName';

const request = (entityRef: string, attempt = 1, stageIndex = 0) => ({
  ...newRequest({ entityRef, plan: plan([stage(), stage({ id: 'encrypt' })]) }),
  id: '1a2b3c4d-0000-4000-8000-000000000000',
  state: 'queued' as const,
  stageIndex,
  attempt,
  version: 1,
  pullRequests: [],
  gates: [],
  createdAt: '',
  updatedAt: '',
});

describe('branchName', () => {
  it.each([
    ['component:default/checkout', 1, 0, 'mesh/checkout-1a2b3c4d-1-join'],
    ['component:default/checkout', 3, 1, 'mesh/checkout-1a2b3c4d-2-encrypt-3'],
    ['component:x/Check.Out_v2', 1, 0, 'mesh/check-out-v2-1a2b3c4d-1-join'],
  ])('%s, attempt %i, stage %i: %s', (ref, attempt, index, expected) => {
    expect(branchName(request(ref, attempt, index))).toBe(expected);
  });

  it('tells two stages of the same kind apart', () => {
    const leaving = {
      ...request('component:default/checkout'),
      plan: plan([stage({ id: 'leave' }), stage({ id: 'leave' })]),
    };
    expect(branchName({ ...leaving, stageIndex: 1 })).not.toBe(
      branchName(leaving),
    );
  });

  it('is a branch name whatever the entity is called', () => {
    const names = fc.stringMatching(
      /^[A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?$/,
    );
    fc.assert(
      fc.property(names, name => {
        const branch = branchName(request(`component:default/${name}`));
        expect(branchNameProblem(branch)).toBeUndefined();
      }),
    );
  });

  it('fails loudly for a stage that the plan does not have', () => {
    expect(() => presentStage(request('component:default/a', 1, 7))).toThrow(
      'is at stage 7',
    );
  });
});
