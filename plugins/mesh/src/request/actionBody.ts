import {
  OnboardingRequest,
  RequestAction,
  RequestActionBody,
} from '@onmesh/plugin-mesh-common';

/** An action binds the version that the person saw, and an approval also the plan. */
export function actionBody(
  request: Pick<OnboardingRequest, 'version' | 'planHash'>,
  action: RequestAction,
  reason?: string,
): RequestActionBody {
  return {
    version: request.version,
    ...(action === 'approve' && { planHash: request.planHash }),
    ...(reason && { reason }),
  };
}
