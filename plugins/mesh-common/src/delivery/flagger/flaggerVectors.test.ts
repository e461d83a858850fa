import { join } from 'node:path';
import { readVectors } from '../../__testUtils__/vectors';
import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { deliveryStatus } from '../deliveryStatus';
import { HTTPRoute } from '../routes';
import { VirtualService } from '../VirtualService';
import { Canary } from './Canary';
import { canaryGates } from './canaryGates';
import { canaryNames } from './canaryNames';
import { canaryPhase } from './canaryPhase';
import { canaryRoutes } from './canaryRoutes';
import { canaryStrategy } from './canaryStrategy';

interface Split {
  primary?: number;
  canary?: number;
  mirrored?: boolean;
  error?: boolean;
}

const vectors = readVectors<{
  argocdObjects: {
    object: string;
    expect: { phase: string; statusWeight: number; argocdHealth: string };
  }[];
  manifests: {
    object: string;
    provider: string;
    expect: {
      strategy: string;
      services: { apex: string; primary: string; canary: string };
      primaryWorkload: string;
      gates: string[];
    };
  }[];
  strategy: {
    source: string;
    analysis: NonNullable<Canary['spec']>['analysis'];
    expect: string;
  }[];
  conditions: {
    phase: string;
    expect: { argocdHealth: string };
    portal: { argocdHealth?: string };
  }[];
  progress: {
    id: string;
    analysis: NonNullable<Canary['spec']>['analysis'];
    steps: { after: string; expect: { phase?: string; routes?: Split } }[];
  }[];
  routes: {
    id: string;
    canary: Canary;
    objects: KubernetesObject[];
    expect: Split;
  }[];
  webhooks: unknown[];
  status: {
    id: string;
    canary: Canary;
    objects?: KubernetesObject[];
    portal: {
      canaryPercent: number | null;
      primaryPercent: number | null;
      weightFrom: string | null;
      waitingFor: string | null;
      mirrored?: boolean;
      suspended?: boolean;
      warning?: string;
      failedChecks?: string;
      iterations?: string;
    };
  }[];
}>('flagger/canary-status.yaml');

/** Health words of Argo CD for our phases. */
const healthOf: Record<string, string> = {
  Healthy: 'Healthy',
  Progressing: 'Progressing',
  Paused: 'Suspended',
  Degraded: 'Degraded',
  Unknown: 'Unknown',
};

function routesAmong(objects: KubernetesObject[] = []) {
  return {
    virtualServices: objects.filter(
      (object): object is VirtualService => object.kind === 'VirtualService',
    ),
    httpRoutes: objects.filter(
      (object): object is HTTPRoute => object.kind === 'HTTPRoute',
    ),
  };
}

function withPhase(phase: string): Canary {
  return {
    apiVersion: 'flagger.app/v1beta1',
    kind: 'Canary',
    metadata: { name: 'podinfo', namespace: 'default' },
    status: { phase },
  };
}

(vectors ? describe : describe.skip)('Flagger', () => {
  it.each(vectors?.argocdObjects ?? [])('reports $object', one => {
    const canary = readVectors<Canary>(join('flagger', one.object));
    expect(canary?.status?.phase).toBe(one.expect.phase);
    expect(healthOf[canaryPhase(canary ?? withPhase('')).phase]).toBe(
      one.expect.argocdHealth,
    );
  });

  it.each(vectors?.conditions ?? [])('means something by $phase', one => {
    expect(healthOf[canaryPhase(withPhase(one.phase)).phase]).toBe(
      one.portal.argocdHealth ?? one.expect.argocdHealth,
    );
  });

  it.each(vectors?.manifests ?? [])('names the objects of $object', one => {
    const canary = readVectors<Canary>(join('flagger', one.object));
    if (!canary) {
      throw new Error(`${one.object} is empty`);
    }
    const names = canaryNames(canary);
    expect({
      strategy: canaryStrategy(canary),
      services: {
        apex: names.apex,
        primary: names.primaryService,
        canary: names.canaryService,
      },
      primaryWorkload: names.primaryWorkload,
      gates: canaryGates(canary, []).map(({ type }) => type),
    }).toEqual({
      strategy: one.expect.strategy,
      services: one.expect.services,
      primaryWorkload: one.expect.primaryWorkload,
      gates: one.expect.gates,
    });
  });

  it.each(vectors?.strategy ?? [])('follows a strategy: $source', one => {
    const canary = { ...withPhase(''), spec: { analysis: one.analysis } };
    expect(canaryStrategy(canary)).toBe(one.expect);
  });

  it.each(vectors?.routes ?? [])('reads its routes in $id', one => {
    const found = canaryRoutes(one.canary, routesAmong(one.objects));
    expect(
      found && {
        primary: found.primary,
        canary: found.canary,
        mirrored: found.mirrored,
      },
    ).toEqual(
      one.expect.error
        ? undefined
        : {
            primary: one.expect.primary,
            canary: one.expect.canary,
            mirrored: one.expect.mirrored,
          },
    );
  });

  for (const one of vectors?.status ?? [])
    describe(`in the state ${one.id}`, () => {
      const routes = routesAmong(one.objects);
      const found = canaryRoutes(one.canary, routes);
      const status = deliveryStatus({
        replicaSets: [],
        pods: [],
        analysisRuns: [],
        ...routes,
        canaries: [one.canary],
        workload: {
          kind: one.canary.spec?.targetRef?.kind ?? '',
          namespace: one.canary.metadata.namespace ?? '',
          name: one.canary.spec?.targetRef?.name ?? '',
        },
      });

      it('says what each version gets, and where that is known from', () => {
        const { canaryPercent, primaryPercent, weightFrom } = one.portal;
        expect(found?.canary ?? null).toBe(canaryPercent);
        expect(found?.primary ?? null).toBe(primaryPercent);
        expect(found?.from ?? null).toBe(
          found && weightFrom?.startsWith('provider') ? null : weightFrom,
        );
        expect(Boolean(found?.mirrored)).toBe(Boolean(one.portal.mirrored));
      });

      it('says what it waits for', () => {
        const { waitingFor, suspended } = one.portal;
        expect(status.pause?.reason ?? null).toBe(
          suspended ? 'Suspended' : waitingFor,
        );
      });

      it('says how many checks failed, and in which round it is', () => {
        const { failedChecks, iterations } = one.portal;
        const { failed, threshold } = status.checks ?? {};
        expect(`${failed} of ${threshold}`).toBe(
          failedChecks ?? `0 of ${threshold}`,
        );
        expect(status.message).toMatch(
          iterations ? `Round ${iterations}.` : /./,
        );
      });

      it('warns where its status misleads', () => {
        expect(status.warnings.length > 0).toBe(
          one.portal.warning !== undefined ||
            one.portal.failedChecks !== undefined,
        );
      });
    });

  it.each(
    vectors?.progress.flatMap(({ id, steps }) =>
      steps
        .filter(step => step.expect.phase)
        .map(step => ({ id, after: step.after, phase: step.expect.phase })),
    ) ?? [],
  )('is in a phase with a meaning in $id $after', ({ phase = '' }) => {
    expect(canaryPhase(withPhase(phase)).phase).not.toBe('Unknown');
  });

  it.todo(
    `${vectors?.webhooks.length} vectors of webhooks: the backend answers them`,
  );
  it.todo(
    `the weights in ${vectors?.progress.length} courses of the scheduler: what it does next is its own decision`,
  );
});
