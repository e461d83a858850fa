import { ClusterView } from '../view/ClusterView';
import { Target } from './Target';
import { VersionedService, versionedService } from './versionedService';
import { findWorkload, Workload } from './Workload';

/** What a target is made of: what metrics are asked about, and what a status is worked out from. */
export interface TargetParts {
  workload: Workload;
  /** Absent where no Service leads to more than one version. */
  versioned?: VersionedService;
}

/** The parts of a target, or undefined when the cluster does not have it. */
export function targetParts(
  view: ClusterView,
  target: Pick<Target, 'namespace' | 'workload'>,
): TargetParts | undefined {
  const workload = findWorkload(view, target);
  if (!workload) {
    return undefined;
  }
  const versioned = versionedService(view, workload);
  return { workload, ...(versioned && { versioned }) };
}
