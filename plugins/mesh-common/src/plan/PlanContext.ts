import { defaultPrometheusAddress } from '../manifests/analysisTemplate';
import { Profile } from '../profile/Profile';
import { Target } from '../status/Target';
import { ClusterView } from '../view/ClusterView';
import { Files } from './readFolder';
import { WorkloadManifest, workloadManifest } from './workloadManifest';

/** What every stage is planned from. */
export interface PlanContext {
  profile: Profile;
  view: ClusterView;
  target: Target;
  /** The folder as it is before the first stage. */
  files: Files;
  manifest: WorkloadManifest;
  /** Folder of the workload's manifest: whatever applies that file applies those beside it. */
  home: string;
  prometheusAddress: string;
}

/** @throws PlanError */
export function planContext(options: {
  profile: Profile;
  view: ClusterView;
  target: Target;
  folder: string;
  files: Files;
  prometheusAddress?: string;
}): PlanContext {
  const { profile, view, target, files } = options;
  const manifest = workloadManifest(options);
  return {
    profile,
    view,
    target,
    files,
    manifest,
    home: manifest.path.slice(0, manifest.path.lastIndexOf('/') + 1),
    prometheusAddress: options.prometheusAddress ?? defaultPrometheusAddress,
  };
}
