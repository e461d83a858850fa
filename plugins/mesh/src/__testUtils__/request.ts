import {
  OnboardingRequest,
  RequestResponse,
  RequestSummary,
} from '@onmesh/plugin-mesh-common';
import { entityRef, target } from './checkout';
import { plan } from './plan';
import { profile } from './profile';

export const request: OnboardingRequest = {
  id: 'req-1',
  entityRef,
  target,
  profile,
  plan,
  planHash: 'abc123',
  requester: 'user:default/jane',
  reason: 'Audit asks for encryption.',
  state: 'submitted',
  stageIndex: 0,
  attempt: 1,
  version: 7,
  pullRequests: [],
  gates: [],
  createdAt: '2026-01-01T10:00:00Z',
  updatedAt: '2026-01-01T10:00:00Z',
};

/** An answer about the request above, changed in the given fields. */
export function requestAnswer(
  changes: Partial<OnboardingRequest> = {},
  allowed: RequestResponse['allowed'] = [],
): RequestResponse {
  return {
    request: { ...request, ...changes },
    allowed,
    timeline: [
      {
        at: '2026-01-01T10:00:00Z',
        actor: 'user:default/jane',
        event: 'submit',
        message: 'Audit asks for encryption.',
      },
    ],
  };
}

export const summary: RequestSummary = {
  id: 'req-1',
  entityRef,
  target,
  requester: 'user:default/jane',
  state: 'submitted',
  stageIndex: 0,
  version: 7,
  createdAt: '2026-01-01T10:00:00Z',
  updatedAt: '2026-01-01T10:00:00Z',
  stages: ['join', 'encrypt'],
  risk: 'high',
  mesh: 'istio-sidecar',
};
