import { MatchContext } from './Attribute';
import {
  AuthorizationMesh,
  AuthorizationRequest,
  EnforcementPoint,
} from './AuthorizationRequest';
import { normalizePath } from './normalizePath';
import { sourceIdentity } from './sourceIdentity';

/** A request as the rules of a proxy get to see it. The path is missing where it is not known or cannot be normalized. */
export function matchContext(
  request: AuthorizationRequest,
  { mesh, point }: { mesh: AuthorizationMesh; point: EnforcementPoint },
): MatchContext {
  return {
    request,
    identity: sourceIdentity(request.source, mesh),
    path:
      request.path === undefined
        ? undefined
        : normalizePath(request.path, mesh.pathNormalization),
    destinationIp: point.ip,
  };
}
