import { StatusResponse, TargetStatus } from '@onmesh/plugin-mesh-common';
import { entityRef } from './checkout';

/** A status answer with the given targets and everything readable. */
export function statusAnswer(
  targets: TargetStatus[],
  changes: Partial<StatusResponse> = {},
): StatusResponse {
  return {
    entityRef,
    lookup: { labelSelector: 'backstage.io/kubernetes-id=checkout' },
    targets,
    clusters: [
      { cluster: 'prod', asOf: new Date().toISOString(), problems: [] },
    ],
    openRequests: [],
    ...changes,
  };
}
