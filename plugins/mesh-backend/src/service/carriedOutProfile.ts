import {
  OnboardingRequest,
  Profile,
  Target,
  isCarriedOut,
  targetKey,
} from '@onmesh/plugin-mesh-common';

/**
 * The profile of a target's last request of which something was carried out.
 *
 * @param requests - of its entity, newest first
 */
export function carriedOutProfile(
  requests: readonly OnboardingRequest[],
  target: Target,
): Profile | undefined {
  return requests.find(
    request =>
      targetKey(request.target) === targetKey(target) && isCarriedOut(request),
  )?.profile;
}
