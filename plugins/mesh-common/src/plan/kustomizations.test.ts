import { deployment, folder, plan, service } from './__testUtils__/shop';
import { PlanError } from './PlanError';

const resources = 'resources:\n  - deployment.yaml\n  - service.yaml\n';
const inFolder = (texts: Record<string, string>) =>
  new Map(
    Object.entries(texts).map(([name, text]) => [`${folder}/${name}`, text]),
  );
/** The workload with a kustomization beside it. */
const beside = (kustomization: string, others: Record<string, string> = {}) =>
  inFolder({
    'deployment.yaml': deployment,
    'service.yaml': service,
    'kustomization.yaml': `${resources}${kustomization}`,
    ...others,
  });
/** The workload as a base, with an overlay. */
const below = (overlay: string, others: Record<string, string> = {}) =>
  inFolder({
    'base/deployment.yaml': deployment,
    'base/service.yaml': service,
    'base/kustomization.yaml': resources,
    'prod/kustomization.yaml': `resources: [../base]\n${overlay}`,
    ...others,
  });
const patch = (template: string, name = 'payment') =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name} }\nspec: ${template}\n`;
/** A JSON patch that refuses a sidecar to whom it is for. */
const refused = (of: string) =>
  `patches:\n  - target: ${of}\n    patch: '[{op: add, path: /spec/template/metadata/labels/sidecar.istio.io~1inject, value: "false"}]'\n`;
const refusal =
  '{ template: { metadata: { labels: { sidecar.istio.io/inject: "false" } } } }';

const canary = { steps: [{ weight: 10, pause: 'manual' }] };

describe('where kustomize applies the folder', () => {
  it('a kustomization further up takes our files as it takes the workload', () => {
    const path = `${folder}/kustomization.yaml`;
    const [{ files }] = plan(
      {},
      {
        files: inFolder({
          'app/deployment.yaml': deployment,
          'app/service.yaml': service,
          'kustomization.yaml':
            'resources:\n  - ./app/deployment.yaml\n  - app/service.yaml\n',
        }),
      },
    ).stages;
    expect(files.find(file => file.path === path)?.after).toContain(
      '  - app/payment.peer-authentication.yaml\n',
    );
  });

  it.each([
    [
      'a patch that says nothing of what is written',
      below('patches: [{ path: p.yaml }]\n', {
        'prod/p.yaml': patch('{ replicas: 7 }'),
      }),
    ],
    [
      'a patch for another kind',
      beside(
        `patches:\n  - target: { kind: Namespace }\n    patch: '[{op: add, path: /metadata/labels/istio.io~1rev, value: x}]'\n`,
      ),
    ],
    [
      'a patch for another workload',
      below('patches: [{ path: p.yaml }]\n', {
        'prod/p.yaml': patch(refusal, 'ledger'),
      }),
    ],
    [
      'a patch for another workload, by its target',
      beside(refused('{ kind: Deployment, name: ledger }')),
    ],
    [
      'the namespace of the target by the outermost',
      below('namespace: shop\n', {
        'base/kustomization.yaml': `${resources}namespace: other\n`,
      }),
    ],
    [
      'labels that are not about the mesh',
      beside('commonLabels: { env: prod }\n'),
    ],
    [
      'labels of objects and not of pods',
      beside('labels: [{ pairs: { istio.io/rev: x } }]\n'),
    ],
    [
      'two that take each other',
      below('', { 'base/kustomization.yaml': `${resources}  - ../prod\n` }),
    ],
    [
      'an overlay with a name of its own, below what is applied',
      beside('', {
        'prod/kustomization.yaml': 'resources: [..]\nnamePrefix: prod-\n',
      }),
    ],
  ])('%s is no obstacle', (_, files) => {
    expect(plan({}, { files }).stages).toHaveLength(4);
  });

  it.each([
    ['a prefix', beside('namePrefix: prod-\n'), 'gets prod- in its name'],
    [
      'a suffix of an overlay',
      below('nameSuffix: -eu\n'),
      'gets -eu in its name',
    ],
    [
      'another namespace',
      beside('namespace: other\n'),
      'comes into namespace other',
    ],
    [
      'labels of pods',
      beside(
        'labels: [{ pairs: { sidecar.istio.io/inject: "false" }, includeTemplates: true }]\n',
      ),
      'kustomization.yaml sets sidecar.istio.io/inject',
    ],
    [
      'common labels',
      beside('commonLabels: { istio.io/rev: old }\n'),
      'kustomization.yaml sets istio.io/rev',
    ],
    [
      'a patch by an overlay',
      below('patchesStrategicMerge: [p.yaml]\n', {
        'prod/p.yaml': patch(refusal),
      }),
      'prod/p.yaml sets sidecar.istio.io/inject',
    ],
    [
      'a patch of JSON',
      beside(refused('{ kind: Deployment }')),
      'a patch in .* sets sidecar.istio.io/inject',
    ],
    [
      'a patch of JSON for a pattern of names',
      beside(refused('{ kind: Deployment, name: pay.* }')),
      'a patch in .* sets sidecar.istio.io/inject',
    ],
    [
      'a component',
      below('components: [../none]\n', {
        'none/kustomization.yaml':
          'kind: Component\npatches: [{ path: p.yaml }]\n',
        'none/p.yaml': patch(refusal),
      }),
      'none/p.yaml sets sidecar.istio.io/inject',
    ],
  ])(
    '%s that would make something else of the plan is named',
    (_, files, why) => {
      const planned = () => plan({}, { files });
      expect(planned).toThrow(PlanError);
      expect(planned).toThrow(new RegExp(why));
    },
  );

  it.each([
    ['replicas', beside('replicas: [{ name: payment, count: 7 }]\n')],
    [
      'a patch',
      beside('patches: [{ path: p.yaml }]\n', {
        'p.yaml': patch('{ replicas: 7 }'),
      }),
    ],
  ])('%s must leave the number of pods to a canary', (_, files) => {
    expect(() => plan({ canary }, { files })).toThrow(/sets replicas again/);
  });

  it('says nothing of what it does not change', () => {
    const files = beside('patches: [{ path: p.yaml }]\n', {
      'p.yaml': patch(refusal),
    });
    expect(plan({ mesh: 'none' }, { files }).stages).toEqual([]);
  });

  it('a base that several overlays take reaches more than the target, which is said', () => {
    const { riskReasons } = plan(
      {},
      {
        files: below('namespace: shop\n', {
          'dev/kustomization.yaml': 'resources: [../base]\nnamespace: dev\n',
        }),
      },
    );
    expect(riskReasons).toContainEqual(
      `${folder}/prod/kustomization.yaml and ${folder}/dev/kustomization.yaml take the same files, so the plan reaches whatever these are applied to, and only this target was looked at.`,
    );
  });

  it('does not lose itself among kustomizations that take each other', () => {
    const others = Array.from({ length: 30 }, (_, n) => `o${n}`);
    const each = others.map(
      name =>
        [
          `${name}/kustomization.yaml`,
          `resources: [../base, ${others.map(other => `../${other}`).join(', ')}]\n`,
        ] as const,
    );
    expect(() =>
      plan({}, { files: below('', Object.fromEntries(each)) }),
    ).toThrow(/in more than 100 ways/);
  });

  it.each(['resources: [', 'resources: [a]\nresources: [b]', '- a'])(
    'a kustomization that cannot be read is not passed over: %j',
    text => {
      expect(() =>
        plan({}, { files: beside('', { 'kustomization.yaml': text }) }),
      ).toThrow(/kustomization\.yaml cannot be edited safely/);
    },
  );
});
