import { defaultPrometheusAddress } from '../manifests/analysisTemplate';
import { Profile } from '../profile/Profile';
import { Target } from '../status/Target';
import { ClusterView } from '../view/ClusterView';
import { withoutPatches } from './kustomizations';
import { Files, readFolder, RepositoryObject } from './readFolder';
import { withPortProtocols } from './portProtocols';
import { targetService } from './targetService';
import { withWrittenNamespace } from './withWrittenNamespace';
import { isIn, WorkloadManifest, workloadManifest } from './workloadManifest';

/** What every stage is planned from. */
export interface PlanContext {
  profile: Profile;
  /** With the labels that the repository has for the namespace. */
  view: ClusterView;
  target: Target;
  /** The folder as it is before the first stage. */
  files: Files;
  /** What those files hold for the target's namespace. */
  objects: RepositoryObject[];
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
  const { objects, unreadable } = readFolder(withoutPatches(files));
  const manifest = workloadManifest({ ...options, objects, unreadable });
  const namespace = objects.find(
    ({ object }) =>
      object.kind === 'Namespace' && object.metadata.name === target.namespace,
  );
  const context = {
    profile,
    view: withWrittenNamespace(view, namespace?.object),
    target,
    files,
    objects: objects.filter(entry => isIn(target.namespace, entry)),
    manifest,
    home: manifest.path.slice(0, manifest.path.lastIndexOf('/') + 1),
    prometheusAddress: options.prometheusAddress ?? defaultPrometheusAddress,
  };
  const said = profile.ports ? withSaidProtocols(context) : context;
  return profile.canary?.versions ? withAllVersions(said) : said;
}

/** Whether a port is HTTP decides what routes there can be, so what the profile says of it counts from the start. */
function withSaidProtocols(context: PlanContext): PlanContext {
  const { objects } = readFolder(
    withoutPatches(withPortProtocols(context, context.files)),
  );
  return {
    ...context,
    objects: objects.filter(entry => isIn(context.target.namespace, entry)),
  };
}

/** What holds for one version of a service holds for all: requests are shifted between them. */
function withAllVersions(context: PlanContext): PlanContext {
  const { selector } = targetService(context);
  return { ...context, manifest: { ...context.manifest, selector } };
}
