import { KubernetesObject } from '../kubernetes/KubernetesObject';
import {
  addResource,
  kustomizationNames,
  removeResource,
} from '../manifests/editKustomization';
import { isManagedFile, managedFile } from '../manifests/managed';
import { editText } from './editText';
import { assertNoForeignObject } from './foreignObjects';
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
    text => addResource(text, nameOf(path)),
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
  return kustomized(context, rest, text => removeResource(text, nameOf(path)));
}

function kustomized(
  { home }: PlanContext,
  files: Files,
  edit: (text: string) => string,
): Files {
  const path = kustomizationNames
    .map(name => `${home}${name}`)
    .find(name => files.has(name));
  return path === undefined ? files : editText(files, path, edit);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
