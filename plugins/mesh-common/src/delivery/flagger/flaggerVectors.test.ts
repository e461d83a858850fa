import { join } from 'node:path';
import { readVectors } from '../../__testUtils__/vectors';
import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { deliveryStatus } from '../deliveryStatus';
import { HTTPRoute } from '../routes';
import { VirtualService } from '../VirtualService';
import { Canary } from './Canary';
import { canaryChecksum } from './canaryChecksum';
import { canaryGates } from './canaryGates';
import { canaryNames } from './canaryNames';
import { canaryPhase } from './canaryPhase';
import { canaryRoutes } from './canaryRoutes';
import { canaryRevision } from './canaryRevision';
import { canaryStrategy, canaryWeightSteps } from './canaryStrategy';
import { gateAnswer } from './gateAnswer';
import { isGateType } from './gateTypes';

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
    skipAnalysis?: boolean;
    targetKind: string;
    analysis: NonNullable<Canary['spec']>['analysis'];
    steps: {
      after: string;
      expect: {
        phase?: string;
        statusWeight?: number;
        routes?: { primary: number; canary: number };
        mirrored?: boolean;
      };
    }[];
  }[];
  routes: {
    id: string;
    canary: Canary;
    objects: KubernetesObject[];
    expect: Split;
  }[];
  webhooks: {
    canary?: Canary;
    statusCode?: number;
    hookType?: string;
    expect: {
      approved?: boolean;
      payloadPhase?: string;
      body?: Record<string, unknown>;
    };
  }[];
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

/** What the backend sends for an answer (its createGateRouter.ts). */
const answerCodes = {
  yes: 200,
  no: 403,
  neverSent: {
    codes: [201, 202, 204, 500],
    reason:
      'Nothing here answers with them. Flagger takes 204 for a no, so a yes has to say more (flagger pkg/controller/webhook.go).',
  },
};

type Course = NonNullable<typeof vectors>['progress'][number];

function canaryOf(course: Course, status: Canary['status']): Canary {
  return {
    ...withPhase(''),
    spec: {
      targetRef: { kind: course.targetKind, name: 'podinfo' },
      skipAnalysis: course.skipAnalysis,
      analysis: course.analysis,
    },
    status,
  };
}

/** The route that Flagger writes for some weights. */
function routeOf(
  canary: Canary,
  weights: { primary: number; canary: number },
  mirrored: boolean | undefined,
): VirtualService {
  const { apex, primaryService, canaryService } = canaryNames(canary);
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: apex, namespace: 'default' },
    spec: {
      http: [
        {
          route: [
            { destination: { host: primaryService }, weight: weights.primary },
            { destination: { host: canaryService }, weight: weights.canary },
          ],
          ...(mirrored && { mirror: { host: canaryService } }),
        },
      ],
    },
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

  const shown = readVectors<{
    cases: { kind: string; object: string; expect: { status: string } }[];
  }>('argocd/health.yaml')?.cases.filter(({ kind }) => kind === 'Canary');

  it.each(shown ?? [])('is as healthy as Argo CD shows: $object', one => {
    const canary = readVectors<Canary>(join('argocd', one.object));
    expect(healthOf[canaryPhase(canary ?? withPhase('')).phase]).toBe(
      one.expect.status,
    );
  });

  it('is compared with 6 objects of Argo CD', () => {
    expect(shown).toHaveLength(6);
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

  for (const course of vectors?.progress ?? [])
    describe(`in the course ${course.id}`, () => {
      const plan = canaryWeightSteps(canaryOf(course, {}));
      // A phase holds until the next one is told.
      const moments = course.steps.map(({ after, expect: told }, at) => ({
        after,
        told,
        phase:
          told.phase ??
          course.steps.slice(0, at).findLast(one => one.expect.phase)?.expect
            .phase ??
          'Progressing',
      }));

      it.each(moments)('after $after', ({ told, phase }) => {
        const { routes, statusWeight, mirrored } = told;
        const canary = canaryOf(course, { phase, canaryWeight: statusWeight });
        const virtualServices = routes
          ? [routeOf(canary, routes, mirrored)]
          : [];
        const status = deliveryStatus({
          replicaSets: [],
          pods: [],
          analysisRuns: [],
          virtualServices,
          canaries: [canary],
          workload: {
            kind: course.targetKind,
            namespace: 'default',
            name: 'podinfo',
          },
        });
        expect(status.phase).not.toBe('Unknown');
        expect(status.strategy).toBe(canaryStrategy(canary));

        const found = canaryRoutes(canary, { virtualServices, httpRoutes: [] });
        expect(
          found && { primary: found.primary, canary: found.canary },
        ).toEqual(routes);
        expect(found?.mirrored ?? false).toBe(mirrored ?? false);

        // Weights of requests that match are not those of all.
        const isWeighed =
          status.strategy === 'canary' && phase === 'Progressing';
        const passed = plan.filter(weight => weight <= (routes?.canary ?? 0));
        expect({
          routed: isWeighed ? status.weight?.routed : undefined,
          step: isWeighed ? status.step?.text : undefined,
        }).toEqual({
          routed: isWeighed ? routes?.canary : undefined,
          step:
            isWeighed && passed.length > 0
              ? `set weight ${passed.at(-1)} %`
              : undefined,
        });
        // After a failure, and at rest, only the routes say what the new version gets.
        const isTold = statusWeight !== undefined && phase !== 'Failed';
        expect(isTold ? (status.weight?.reported ?? 0) : undefined).toBe(
          isTold ? statusWeight : undefined,
        );
        // What a failed promotion leaves behind is told by the routes.
        expect(status.warnings.join().includes('failed half-way')).toBe(
          phase === 'Failed' && routes !== undefined,
        );
      });
    });

  it('goes through 14 courses', () => {
    expect(vectors?.progress).toHaveLength(14);
  });

  describe('as it asks at gates', () => {
    const asks = vectors?.webhooks ?? [];
    const hooks = asks.filter(({ hookType }) => hookType !== undefined);
    const withGates = hooks.filter(({ hookType }) => isGateType(hookType));
    const payload = asks.find(({ canary }) => canary);

    it('sends what the answer needs: place and checksum', () => {
      const { metadata, status } = payload?.canary ?? withPhase('');
      const canary = { ...withPhase('Progressing'), metadata };
      const checksum = canaryChecksum({ ...canary, status });
      const { name = '', namespace = '' } = metadata;
      expect(payload?.expect.body).toMatchObject({
        name,
        namespace,
        checksum: expect.any(String),
      });
      const revision = { checksum, since: '2026-01-01T00:00:00Z' };
      const { yes } = gateAnswer({
        gate: 'confirm-promotion',
        canary: { name, namespace },
        asked: { name, namespace, checksum },
        now: revision,
        approvals: [{ gate: 'confirm-promotion', revision }],
      });
      expect(yes).toBe(true);
    });

    it('hears a yes and a no by the two codes that are sent', () => {
      const answers = asks.filter(({ statusCode }) => statusCode !== undefined);
      expect(answers).toHaveLength(6);
      const approved = (code: number) =>
        answers.find(({ statusCode }) => statusCode === code)?.expect.approved;
      expect(approved(answerCodes.yes)).toBe(true);
      expect(approved(answerCodes.no)).toBe(false);
      expect(
        answers
          .map(({ statusCode }) => statusCode)
          .filter(code => code !== answerCodes.yes && code !== answerCodes.no),
      ).toEqual(answerCodes.neverSent.codes);
    });

    it.each(hooks)('waits at $hookType, or does not', ({ hookType: type }) => {
      const canary = {
        ...withPhase('Progressing'),
        spec: { analysis: { webhooks: [{ name: 'one', type }] } },
      };
      expect(canaryGates(canary, [])).toHaveLength(isGateType(type) ? 1 : 0);
    });

    it.each(withGates)(
      'has a version on its way when it asks at $hookType with phase $expect.payloadPhase',
      ({ hookType, expect: { payloadPhase = '' } }) => {
        const inPhase = (phase: string) =>
          canaryRevision(
            {
              ...withPhase(phase),
              status: {
                phase,
                lastAppliedSpec: 'a',
                conditions: [
                  {
                    type: 'Promoted',
                    status: 'Unknown',
                    lastTransitionTime: '2026-01-01T00:00:00Z',
                  },
                ],
              },
            },
            { metadata: { generation: 2 } },
          ) !== undefined;
        const isNamed = !payloadPhase.startsWith('<');
        expect(inPhase(isNamed ? payloadPhase : 'Waiting')).toBe(true);
        // The phase sent at the promotion is that of the analysis, while the status waits already.
        expect(inPhase('WaitingPromotion')).toBe(true);
        // At the first question nothing has begun: the no makes Flagger wait, and ask again.
        expect(hookType === 'confirm-rollout' && inPhase('Initialized')).toBe(
          false,
        );
      },
    );

    it('is 14 cases: 1 payload, 6 answers, 7 hooks of which 4 are gates', () => {
      expect(asks).toHaveLength(14);
      expect(hooks).toHaveLength(7);
      expect(withGates).toHaveLength(4);
    });
  });

  it('reports 6 objects, 21 manifests, 6 strategies, 10 phases, 20 routes and 15 states', () => {
    expect([
      vectors?.argocdObjects.length,
      vectors?.manifests.length,
      vectors?.strategy.length,
      vectors?.conditions.length,
      vectors?.routes.length,
      vectors?.status.length,
    ]).toEqual([6, 21, 6, 10, 20, 15]);
  });
});
