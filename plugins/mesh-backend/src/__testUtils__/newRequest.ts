import {
  Plan,
  PlanStage,
  Profile,
  profileSchema,
} from '@onmesh/plugin-mesh-common';
import { NewRequest } from '../store/RequestStore';

export const checkout = {
  cluster: 'demo',
  namespace: 'shop',
  workload: 'checkout',
};

export const profile: Profile = profileSchema.parse({
  apiVersion: 'onmesh.io/v1',
  mesh: 'istio-sidecar',
});

/** A stage that writes one file and has one gate. */
export function stage(overrides: Partial<PlanStage> = {}): PlanStage {
  return {
    id: 'join',
    title: 'Join the mesh',
    why: 'Pods need a proxy before anything can be encrypted.',
    files: [
      {
        path: 'clusters/demo/shop/checkout/peer-authentication.yaml',
        before: null,
        after: 'kind: PeerAuthentication\nspec:\n  mode: PERMISSIVE\n',
      },
    ],
    gates: ['every-pod-has-a-ready-proxy'],
    effects: { callers: [], appearing: [], resolved: [], restarts: true },
    ...overrides,
  };
}

export function plan(stages: PlanStage[] = [stage()]): Plan {
  return { target: checkout, profile, stages, risk: 'low', riskReasons: [] };
}

/** A request by jane for checkout. */
export function newRequest(overrides: Partial<NewRequest> = {}): NewRequest {
  return {
    entityRef: 'component:default/checkout',
    target: checkout,
    profile,
    plan: plan(),
    planHash: 'a'.repeat(64),
    requester: 'user:default/jane',
    reason: 'We handle cards',
    ...overrides,
  };
}
