import { ProfileInput } from '../profile/Profile';
import {
  arrangeView,
  deployment,
  files,
  folder,
  plan,
  service,
} from './__testUtils__/shop';
import { PlanError } from './PlanError';

const canary = { steps: [{ weight: 10, pause: '5m' }] };

/** The workload as a Rollout with a template of its own. */
const rolloutWith = (strategy: string) =>
  deployment
    .replace('apiVersion: apps/v1', 'apiVersion: argoproj.io/v1alpha1')
    .replace('kind: Deployment', 'kind: Rollout')
    .replace('spec:\n', `spec:\n  strategy: ${strategy}\n`);

const refersTo = (kind: string, name: string, labels = '') => `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  name: payment-rollout
  namespace: shop${labels}
spec:
  workloadRef: {apiVersion: apps/v1, kind: ${kind}, name: ${name}}
  strategy: {canary: {steps: [{setWeight: 10}, {pause: {}}]}}
`;

function planOfRollout(strategy: string, profile: Partial<ProfileInput>) {
  const rollout = rolloutWith(strategy);
  return plan(profile, {
    view: arrangeView({ manifests: [rollout, service] }),
    files: new Map(files).set(`${folder}/deployment.yaml`, rollout),
  });
}

function refusal(make: () => unknown) {
  try {
    make();
  } catch (error) {
    if (error instanceof PlanError) {
      return error;
    }
    throw error;
  }
  throw new Error('The plan was made');
}

const strategies: [string, string, RegExp][] = [
  [
    'switches all requests at once',
    '{blueGreen: {activeService: payment}}',
    /Leave the canary out.*spec\.strategy\.blueGreen there moves all requests at once\. For a canary write spec\.strategy\.canary/,
  ],
  [
    'goes by the number of pods',
    '{canary: {maxSurge: 1, steps: [{setWeight: 20}, {pause: {}}]}}',
    /Leave the canary out.*requests follow the number of pods\. Name the routes of your own VirtualService/,
  ],
  [
    'has no steps at all',
    '{canary: {}}',
    /Leave the canary out.*requests follow the number of pods/,
  ],
  [
    'shifts requests in a VirtualService',
    '{canary: {trafficRouting: {managedRoutes: [{name: a}], istio: {virtualService: {name: payment}}}}}',
    /it shifts requests by istio\. Its steps are changed there/,
  ],
  [
    'shifts requests by a plugin',
    '{canary: {trafficRouting: {maxTrafficWeight: 100, plugins: {argoproj-labs/gatewayAPI: {httpRoute: payment}}}}}',
    /it shifts requests by argoproj-labs\/gatewayAPI\. Its steps/,
  ],
];

describe('a canary is refused for a workload that is a Rollout', () => {
  describe.each(['argo-rollouts', 'flagger'] as const)('by %s', controller => {
    it.each(strategies)('that %s', (_, strategy, message) => {
      const error = refusal(() =>
        planOfRollout(strategy, { canary: { ...canary, controller } }),
      );
      expect(error.message).toMatch(
        /^payment is a Rollout in .*deployment\.yaml already/,
      );
      expect(error.message).toMatch(message);
      expect(error.path).toEqual(['canary']);
    });
  });

  it.each(strategies)(
    'and without a canary its strategy stays as it is where it %s',
    (_, strategy) => {
      const { stages } = planOfRollout(strategy, {});
      const changed = stages
        .flatMap(stage => stage.files)
        .filter(({ path }) => path === `${folder}/deployment.yaml`);
      expect(changed).not.toEqual([]);
      changed.forEach(({ after }) =>
        expect(after).toContain(`  strategy: ${strategy}\n`),
      );
    },
  );
});

describe('a canary of a Deployment whose template a Rollout uses', () => {
  const inFolder = (rollout: string) => ({
    files: new Map(files).set(`${folder}/theirs.yaml`, rollout),
  });

  it.each(['argo-rollouts', 'flagger'] as const)(
    'is refused by %s where the Rollout is in the folder',
    controller => {
      const error = refusal(() =>
        plan(
          { canary: { ...canary, controller } },
          inFolder(refersTo('Deployment', 'payment')),
        ),
      );
      expect(error.message).toMatch(
        /^The Rollout payment-rollout in .*theirs\.yaml runs pods from the template of payment already \(workloadRef\)/,
      );
      expect(error.path).toEqual(['canary']);
    },
  );

  it('is refused where only the cluster has the Rollout', () => {
    const view = arrangeView({
      manifests: [deployment, service, refersTo('Deployment', 'payment')],
    });
    expect(refusal(() => plan({ canary }, { view })).message).toMatch(
      /^The Rollout payment-rollout in cluster .* runs pods from the template of payment/,
    );
  });

  it.each([
    ['is for another Deployment', refersTo('Deployment', 'orders')],
    ['is for another kind of that name', refersTo('ReplicaSet', 'payment')],
    [
      'is ours',
      refersTo(
        'Deployment',
        'payment',
        '\n  labels: {app.kubernetes.io/managed-by: onmesh}',
      ),
    ],
  ])('is planned where the Rollout %s', (_, rollout) => {
    const { stages } = plan({ canary }, inFolder(rollout));
    expect(stages.map(({ title }) => title)).toContain(
      'Let a Rollout run pods beside the Deployment',
    );
  });
});
