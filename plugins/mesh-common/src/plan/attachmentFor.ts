import {
  PolicyAttachment,
  toPods,
  toServices,
} from '../manifests/policyAttachment';
import { AmbientWaypoint } from './ambientWaypoint';
import { PlanContext } from './PlanContext';

/** Where what is about requests is enforced: at the waypoint if there is one, else at the pods' own proxy. */
export function attachmentFor(
  { manifest }: PlanContext,
  through: AmbientWaypoint | undefined,
): PolicyAttachment {
  return through
    ? toServices(through.services.map(({ object }) => object.metadata.name))
    : toPods(manifest.selector);
}
