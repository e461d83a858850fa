import { Profile, profileSchema } from '@onmesh/plugin-mesh-common';
import { simple } from './__testUtils__/renderForm';
import { draftFromProfile } from './ProfileDraft';
import { readDraft } from './readDraft';

const step = { weight: 10, pause: '5m' };
const versions = { stable: 'v1', canary: 'v2' };
const gates = [{ at: 'rollback', url: 'https://a.example' }];
const match = { cookie: { name: 'beta', value: 'yes' } };
const query = { name: 'lost-orders', promql: 'up', min: 1 };
const flagger = { controller: 'flagger', steps: [step] };
const byGit = {
  controller: 'none',
  versions,
  steps: [{ weight: 10, pause: 'manual' }],
};

// The mesh or the controller has no use for it, so the form has no field for it there.
describe('what the schema refuses and the form cannot say', () => {
  it.each`
    what                                            | profile                                                                         | path
    ${'a revision, in ambient'}                     | ${{ mesh: 'istio-ambient', enrolment: { scope: 'workload', revision: 'old' } }} | ${'enrolment.revision'}
    ${'versions for a controller'}                  | ${{ canary: { ...flagger, versions } }}                                         | ${'canary.versions'}
    ${'gates of others than Flagger'}               | ${{ canary: { steps: [step], gates } }}                                         | ${'canary.gates'}
    ${'a pause of Flagger that waits for a person'} | ${{ canary: { ...flagger, steps: [{ ...step, pause: 'manual' }] } }}            | ${'canary.steps.0.pause'}
    ${'pauses of Flagger that differ'}              | ${{ canary: { ...flagger, steps: [step, { weight: 50, pause: '6m' }] } }}       | ${'canary.steps.1.pause'}
    ${'Flagger by cookie and weights'}              | ${{ canary: { ...flagger, match } }}                                            | ${'canary.match'}
    ${'steps of Git that pass by themselves'}       | ${{ canary: { ...byGit, steps: [step] } }}                                      | ${'canary.steps.0.pause'}
    ${'steps to no version'}                        | ${{ canary: { ...byGit, versions: { stable: 'v1' } } }}                         | ${'canary.steps'}
    ${'a query that nobody asks'}                   | ${{ canary: { ...byGit, analysis: { query } } }}                                | ${'canary.analysis.query'}
    ${'an address with an identity'}                | ${{ callers: [{ namespace: 'shop', ipBlocks: ['10.0.0.1'] }] }}                 | ${'callers.0.ipBlocks'}
  `('$what', (row: { profile: Partial<Profile>; path: string }) => {
    const profile = { ...simple, ...row.profile };
    const { error } = profileSchema.safeParse(profile);

    expect(error?.issues.map(issue => issue.path.join('.'))).toContain(
      row.path,
    );
    expect(readDraft(draftFromProfile(profile)).errors).toEqual({});
  });
});
