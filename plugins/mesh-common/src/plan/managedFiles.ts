import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { addResource, removeResource } from '../manifests/editKustomization';
import { isManagedFile, managedFile } from '../manifests/managed';
import { editText } from './editText';
import { assertNoForeignObject } from './foreignObjects';
import { kustomizationOf, kustomizations } from './kustomizations';
import { PlanContext } from './PlanContext';
import { PlanError } from './PlanError';
import { Files, readObjects } from './readFolder';

/**
 * Everything that we write, with the end of its file's name. Most are called by their kind; of some kinds we write a second
 * object, which has a name of its own.
 */
export const managedKinds = {
  PeerAuthentication: 'peer-authentication',
  AuthorizationPolicy: 'authorization-policy',
  WaypointPolicy: 'waypoint-authorization-policy',
  Waypoint: 'waypoint',
  RequestAuthentication: 'request-authentication',
  Telemetry: 'telemetry',
  ServiceEntry: 'service-entry',
  Sidecar: 'sidecar',
  Gateway: 'gateway',
  IngressRoutes: 'ingress-virtual-service',
  HTTPRoute: 'http-route',
  DestinationRule: 'destination-rule',
  VirtualService: 'virtual-service',
  Rollout: 'rollout',
  AnalysisTemplate: 'analysis-template',
  Canary: 'flagger-canary',
  MetricTemplate: 'metric-template',
} as const;
export type ManagedKind = keyof typeof managedKinds;

/**
 * Where the object of a kind is written: beside the workload's manifest, under the workload's name, so that several
 * workloads can share a folder and a GitOps controller that does not look into subfolders still finds it.
 */
export function managedPath(context: PlanContext, kind: ManagedKind): string {
  return `${context.home}${context.target.workload}.${managedKinds[kind]}.yaml`;
}

/** Our object of a kind, as the files have it. */
export function readManaged(
  context: PlanContext,
  files: Files,
  kind: ManagedKind,
): KubernetesObject | undefined {
  const text = files.get(managedPath(context, kind));
  return text !== undefined && isManagedFile(text)
    ? readObjects(text)?.at(0)?.object
    : undefined;
}

/**
 * The files with our object written, in its own file and in the kustomization beside it, if there is one.
 *
 * @throws PlanError when someone else's file or object is in the way.
 */
export function writeManaged(
  context: PlanContext,
  files: Files,
  object: KubernetesObject,
  as: ManagedKind,
): Files {
  const path = managedPath(context, as);
  const existing = files.get(path);
  if (existing !== undefined && !isManagedFile(existing)) {
    throw new PlanError(
      `${path} exists and was not written by Onmesh, so it is left alone. Rename it or remove it.`,
    );
  }
  // Once ours is there, refusing to change it would only keep people from leaving.
  if (existing === undefined) {
    assertNoForeignObject(context, object, path);
  }
  return kustomized(
    context,
    new Map(files).set(path, managedFile(object)),
    path,
    addResource,
  );
}

/** The files without our object of a kind. */
export function removeManaged(
  context: PlanContext,
  files: Files,
  kind: ManagedKind,
): Files {
  const path = managedPath(context, kind);
  if (!readManaged(context, files, kind)) {
    return files;
  }
  const rest = new Map(files);
  rest.delete(path);
  return kustomized(context, rest, path, removeResource);
}

/** With the kustomization edited that takes the manifest of the workload, so that it takes ours as well. */
function kustomized(
  { manifest }: PlanContext,
  files: Files,
  path: string,
  edit: (text: string, resource: string) => string,
): Files {
  const own = kustomizationOf(kustomizations(files), manifest.path);
  return own === undefined
    ? files
    : editText(files, own.path, text =>
        edit(text, path.slice(own.folder.length)),
      );
}
