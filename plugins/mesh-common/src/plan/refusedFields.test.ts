import { ProfileInput } from '../profile/Profile';
import { profileJsonSchema } from '../profile/profileJsonSchema';
import {
  arrangeView,
  deployment,
  files,
  filesWithNamespace,
  folder,
  gatewayPod,
  plan,
  service,
} from './__testUtils__/shop';
import { PlanError, ProfilePath } from './PlanError';

type Options = Parameters<typeof plan>[1];

const steps = [{ weight: 10, pause: '5m' }];
const brief = [{ weight: 10, pause: '1s' }];
const versions = { stable: 'v1', canary: 'v2' };
const byGit = {
  controller: 'none' as const,
  versions,
  steps: [{ weight: 10, pause: 'manual' as const }],
};
const ambient = { mesh: 'istio-ambient' as const };
const ingress = { hosts: ['a.example'] };
const other = { namespace: 'istio-system', serviceAccount: 'other' };
const called = [{ namespace: 'shop', serviceAccount: 'a' }];
const reads = [...called, { ...called[0], methods: ['GET' as const] }];
const noService = new Map([[`${folder}/deployment.yaml`, deployment]]);
const alone = arrangeView({ manifests: [deployment] });
const tcp = service.replace('name: http', 'name: tcp');
const written = (path: string, text: string) =>
  new Map(files).set(`${folder}/${path}`, text);
const secondGateway = {
  ...gatewayPod,
  metadata: { ...gatewayPod.metadata, name: 'second' },
  spec: { serviceAccountName: 'second' },
};

function refusalOf(input: Partial<ProfileInput>, options: Options) {
  try {
    plan(input, options);
  } catch (error) {
    if (error instanceof PlanError) {
      return error;
    }
    throw error;
  }
  throw new Error('The plan was made');
}

/** Whether a profile can have such a field. */
function isField(schema: any, [key, ...rest]: ProfilePath): boolean {
  if (schema === undefined) {
    return false;
  }
  if (schema.anyOf) {
    return schema.anyOf.some((one: any) => isField(one, [key, ...rest]));
  }
  return (
    key === undefined ||
    isField(
      typeof key === 'number' ? schema.items : schema.properties?.[key],
      rest,
    )
  );
}

describe('a refusal names the field of the profile that leads there', () => {
  it.each<[string, Partial<ProfileInput>, Options, string]>([
    [
      'a canary of a StatefulSet',
      { canary: { steps } },
      {
        files: written(
          'deployment.yaml',
          deployment.replace('kind: Deployment', 'kind: StatefulSet'),
        ),
      },
      'canary',
    ],
    [
      'a canary of what is autoscaled',
      { canary: { steps } },
      {
        files: written(
          'hpa.yaml',
          'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata:\n  name: payment\nspec:\n  scaleTargetRef:\n    kind: Deployment\n    name: payment\n',
        ),
      },
      'canary',
    ],
    [
      'a success rate in ambient',
      { ...ambient, canary: { steps, analysis: { minSuccessRate: 99 } } },
      {},
      'canary.analysis.minSuccessRate',
    ],
    [
      'a p99 in ambient',
      { ...ambient, canary: { steps, analysis: { maxP99Ms: 500 } } },
      {},
      'canary.analysis.maxP99Ms',
    ],
    [
      'steps that are over before they are judged',
      { canary: { steps: brief, analysis: { minSuccessRate: 99 } } },
      {},
      'canary.steps',
    ],
    [
      'a version that no pod is',
      { canary: { ...byGit, versions: { ...versions, stable: 'v7' } } },
      {},
      'canary.versions.stable',
    ],
    [
      'a version that would stay outside the mesh',
      { canary: byGit },
      {
        files: written(
          'next.yaml',
          deployment
            .replace('name: payment', 'name: payment-v2')
            .replace('version: v1', 'version: v2'),
        ),
      },
      'enrolment.scope',
    ],
    [
      'ambient for pods with a sidecar',
      ambient,
      { view: arrangeView({ proxied: true }) },
      'mesh',
    ],
    [
      'a namespace that is not written down',
      { enrolment: { scope: 'namespace' } },
      {},
      'enrolment.scope',
    ],
    [
      'a namespace with a label that fights',
      { enrolment: { scope: 'namespace' } },
      {
        files: new Map(filesWithNamespace).set(
          `${folder}/namespace.yaml`,
          'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels:\n    istio.io/rev: next\n',
        ),
      },
      'enrolment.scope',
    ],
    [
      'a revision that the namespace overrules',
      { enrolment: { scope: 'workload', revision: 'next' } },
      {
        view: arrangeView({
          namespaceLabels: { 'istio-injection': 'enabled' },
          mesh: { revisions: ['default', 'next'] },
        }),
      },
      'enrolment.revision',
    ],
    ['a gateway that is not there', { ingress }, {}, 'ingress.gateway'],
    [
      'a gateway of another account',
      { ingress: { ...ingress, gateway: other } },
      { view: arrangeView({ others: [gatewayPod] }) },
      'ingress.gateway',
    ],
    [
      'two gateways',
      { ingress },
      { view: arrangeView({ others: [gatewayPod, secondGateway] }) },
      'ingress.gateway',
    ],
    [
      'a port that no Service leads to',
      {
        ports: [
          { port: 8080, protocol: 'http' },
          { port: 9090, protocol: 'grpc' },
        ],
      },
      {},
      'ports.1.port',
    ],
    [
      'a timeout without a Service',
      { traffic: { timeout: '1s' } },
      { files: noService, view: alone },
      'traffic',
    ],
    [
      'a canary of what speaks TCP',
      { canary: { steps } },
      {
        files: written('service.yaml', tcp),
        view: arrangeView({ manifests: [deployment, tcp] }),
      },
      'canary',
    ],
    [
      'methods in ambient without a Service',
      { ...ambient, callers: reads },
      { files: noService, view: alone },
      'callers.1.methods',
    ],
    [
      'traces in ambient, of a Service that is not written down',
      { ...ambient, callers: called, tracing: { samplingPercent: 1 } },
      { files: noService },
      'tracing',
    ],
  ])('%s', (_, input, options, field) => {
    const { path = [] } = refusalOf(input, options);

    expect(`${path.join('.')}.`).toMatch(new RegExp(`^${field}\\.`));
    expect(isField(profileJsonSchema(), path)).toBe(true);
  });

  it('and none where the profile is not what has to change', () => {
    const { path } = refusalOf({}, { folder: 'clusters/west' });
    expect(path).toBeUndefined();
  });
});
