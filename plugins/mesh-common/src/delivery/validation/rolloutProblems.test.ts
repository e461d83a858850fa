import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { KubernetesObject, Service } from '../../kubernetes/KubernetesObject';
import { readVectors } from '../../__testUtils__/vectors';
import { deliveryStatus } from '../deliveryStatus';
import { CanaryStep, CanaryStrategy, Rollout } from '../Rollout';
import { rolloutProblems } from './rolloutProblems';

const vectors = readVectors<{
  cases: { file: string; expect: 'ok' | 'error'; error?: string }[];
}>('rollouts/lint/expected.yaml');

function read(file: string): KubernetesObject[] {
  const path = join(process.env.ONMESH_VECTORS ?? '', 'rollouts/lint', file);
  return parseAllDocuments(readFileSync(path, 'utf8')).flatMap(document => {
    const value: KubernetesObject | null = document.toJS();
    return value ? [value] : [];
  });
}

/** The controller leaves `canary` out of the paths of that part, and puts the value between path and words. */
const isSame = (theirs: string, field: string, message: string) =>
  (theirs.startsWith(`${field}: `) ||
    theirs.startsWith(`${field.replace('.canary.', '.')}: `) ||
    theirs.startsWith('error unmarshaling JSON')) &&
  theirs.endsWith(message);

(vectors ? describe : describe.skip)(
  'what the lint of the controller says',
  () => {
    it.each(vectors?.cases ?? [])('is said of $file', one => {
      const objects = read(one.file);
      const services = objects.filter(
        (object): object is Service => object.kind === 'Service',
      );
      const found = objects
        .filter((object): object is Rollout => object.kind === 'Rollout')
        .flatMap(rollout => rolloutProblems(rollout, services));
      expect(found.length > 0).toBe(one.expect === 'error');
      const first = found[0] ?? { field: '', message: '' };
      expect(
        one.error === undefined ||
          isSame(one.error, first.field, first.message),
      ).toBe(true);
    });

    it('is 23 files, of which 9 are refused', () => {
      expect(vectors?.cases).toHaveLength(23);
      expect(
        vectors?.cases.filter(({ expect: expected }) => expected === 'error'),
      ).toHaveLength(9);
    });
  },
);

const rollout = (canary: CanaryStrategy): Rollout => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Rollout',
  metadata: { name: 'orders', namespace: 'shop' },
  spec: {
    selector: { matchLabels: { app: 'orders' } },
    template: { metadata: { labels: { app: 'orders' } } },
    strategy: { canary },
  },
});

describe('rolloutProblems', () => {
  const istio = { istio: {} };

  it.each<[string, CanaryStrategy, string[]]>([
    [
      'a weight above all',
      { steps: [{ setWeight: 101 }] },
      ['steps[0].setWeight'],
    ],
    [
      'two actions in one step',
      { steps: [{ setWeight: 1, pause: {} }] },
      ['steps[0]'],
    ],
    ['a step that does nothing', { steps: [{}] }, ['steps[0]']],
    [
      'a scale without a router',
      { steps: [{ setCanaryScale: { weight: 1 } }] },
      ['trafficRouting'],
    ],
    [
      'a header route that is not managed',
      {
        steps: [{ setHeaderRoute: { name: 'a' } }],
        canaryService: 'c',
        stableService: 's',
        trafficRouting: { ...istio, managedRoutes: [{ name: 'b' }] },
      },
      ['steps[0].setHeaderRoute'],
    ],
    [
      'a router without the two Services that it needs',
      { trafficRouting: istio },
      ['stableService', 'canaryService'],
    ],
    [
      'the same Service twice',
      { canaryService: 'a', stableService: 'a' },
      ['stableService'],
    ],
    [
      'pods that follow traffic without a router',
      { dynamicStableScale: true, scaleDownDelaySeconds: 1 },
      ['scaleDownDelaySeconds', 'dynamicStableScale'],
    ],
    [
      'zero percent of the pods',
      { maxSurge: '0%', maxUnavailable: 0 },
      ['maxSurge'],
    ],
  ])('finds %s', (_, canary, fields) => {
    expect(rolloutProblems(rollout(canary)).map(({ field }) => field)).toEqual(
      fields.map(field => `spec.strategy.canary.${field}`),
    );
  });

  it('finds a field that stands under the wrong strategy', () => {
    const canary = { autoPromotionEnabled: false, steps: [] };
    expect(rolloutProblems(rollout(canary))).toEqual([
      {
        field: 'spec.strategy.canary.autoPromotionEnabled',
        message: 'unknown field "autoPromotionEnabled"',
      },
    ]);
  });

  it('finds a Service that another rollout writes', () => {
    const service: Service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: 'stable',
        namespace: 'shop',
        annotations: {
          'argo-rollouts.argoproj.io/managed-by-rollouts': 'other',
        },
      },
      spec: {
        selector: { app: 'orders', 'rollouts-pod-template-hash': 'abc' },
      },
    };
    expect(
      rolloutProblems(rollout({ stableService: 'stable' }), [service]),
    ).toEqual([
      {
        field: 'spec.strategy.canary.stableService',
        message: 'Service "stable" is managed by another Rollout',
      },
    ]);
  });

  it('is a warning of the delivery, said once', () => {
    const warningsOf = (status?: Rollout['status']) =>
      deliveryStatus({
        rollout: { ...rollout({ steps: [{ setWeight: 101 }] }), status },
        replicaSets: [],
        pods: [],
        analysisRuns: [],
        virtualServices: [],
      }).warnings;
    expect(warningsOf()).toEqual([
      'The controller refuses this Rollout: spec.strategy.canary.steps[0].setWeight: SetWeight needs to be between 0 and 100.',
    ]);
    expect(
      warningsOf({
        conditions: [{ type: 'InvalidSpec', message: 'setWeight: …' }],
      }),
    ).toEqual([]);
  });

  it('is said more carefully of what a newer release may know', () => {
    const teleport: CanaryStep & { setTeleport: number } = { setTeleport: 1 };
    const canary = { autoPromotionEnabled: false, steps: [teleport] };
    const { warnings } = deliveryStatus({
      rollout: rollout(canary),
      replicaSets: [],
      pods: [],
      analysisRuns: [],
      virtualServices: [],
    });
    expect(warnings).toEqual([
      'spec.strategy.canary.autoPromotionEnabled is no field that is known here: it has no effect, unless a newer release knows it.',
      expect.stringMatching(/unknown step: setTeleport; newer releases/),
    ]);
  });
});
