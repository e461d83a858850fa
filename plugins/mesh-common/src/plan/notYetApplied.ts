import { stringify } from 'yaml';
import { kinds } from '../kubernetes/kinds';
import {
  KubernetesObject,
  WorkloadObject,
} from '../kubernetes/KubernetesObject';
import { parseManifests } from '../kubernetes/parseManifests';
import { workloadKinds } from '../status/Workload';
import { ClusterView } from '../view/ClusterView';
import { PlanFile } from './Plan';

/** Policies are ours alone, so they are to be exactly as written; controllers rewrite routes and workloads. */
const exact = [
  'PeerAuthentication',
  'AuthorizationPolicy',
  'RequestAuthentication',
];

/**
 * What a merged stage says and the cluster does not show yet, in words. Gates must not be read before: a policy that has
 * not arrived denies nobody.
 */
export function notYetApplied(
  files: readonly PlanFile[],
  view: ClusterView,
  namespace: string,
): string[] {
  return files.flatMap(({ path, before, after }) => {
    const wanted = objectsOf(after, path);
    const gone = objectsOf(before, path).filter(
      old => !wanted.some(object => sameName(object, old)),
    );
    return [
      ...wanted
        .filter(object => !isApplied(object, view, namespace))
        .map(
          object => `${describe(object)} is not in the cluster as merged yet.`,
        ),
      ...gone
        .filter(object => live(object, view, namespace) !== undefined)
        .map(
          object =>
            `${describe(object)} is still in the cluster. Does the GitOps controller prune what is gone from the repository?`,
        ),
    ];
  });
}

function objectsOf(text: string | null, path: string): KubernetesObject[] {
  return parseManifests(text ?? '', path).objects.filter(({ kind }) =>
    kinds.some(known => known.kind === kind),
  );
}

function live(object: KubernetesObject, view: ClusterView, namespace: string) {
  const cluster = kinds.some(
    kind => kind.kind === object.kind && !kind.namespaced,
  );
  return view
    .list<KubernetesObject>(
      object.kind,
      cluster ? '' : (object.metadata.namespace ?? namespace),
    )
    .find(found => sameName(found, object));
}

function isApplied(
  wanted: KubernetesObject,
  view: ClusterView,
  namespace: string,
): boolean {
  const found = live(wanted, view, namespace);
  if (!found) {
    return false;
  }
  if (exact.includes(wanted.kind)) {
    return (
      isSameData(specOf(found), specOf(wanted)) &&
      isSameData(istioAnnotations(found), istioAnnotations(wanted))
    );
  }
  if (isWorkload(wanted) && isWorkload(found)) {
    const labels = found.spec?.template?.metadata?.labels ?? {};
    return Object.entries(wanted.spec?.template?.metadata?.labels ?? {}).every(
      ([key, value]) => labels[key] === value,
    );
  }
  return true;
}

function isWorkload(object: KubernetesObject): object is WorkloadObject {
  return workloadKinds.some(kind => kind === object.kind);
}

function specOf(object: KubernetesObject): unknown {
  return ('spec' in object && object.spec) || {};
}

/** Whether two values are the same, whatever the order of their fields. */
function isSameData(a: unknown, b: unknown): boolean {
  const canonical = (value: unknown) =>
    stringify(value, { sortMapEntries: true, aliasDuplicateObjects: false });
  return canonical(a) === canonical(b);
}

function istioAnnotations({ metadata }: KubernetesObject) {
  return Object.fromEntries(
    Object.entries(metadata.annotations ?? {}).filter(([key]) =>
      key.startsWith('istio.io/'),
    ),
  );
}

function sameName(a: KubernetesObject, b: KubernetesObject): boolean {
  return (
    a.kind === b.kind &&
    groupOf(a) === groupOf(b) &&
    a.metadata.name === b.metadata.name
  );
}

// The version that a cluster answers in need not be the one that was written.
function groupOf({ apiVersion }: KubernetesObject): string {
  return apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
}

function describe({ kind, metadata }: KubernetesObject): string {
  return `${kind} ${metadata.name}`;
}
