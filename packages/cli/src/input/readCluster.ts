import {
  apiVersion,
  defaultMeshSettings,
  Kind,
  kinds,
  KubernetesObject,
  meshSources,
  ReadScope,
  readScopes,
  ViewGap,
} from '@onmesh/plugin-mesh-common';
import { CliError, errorMessage } from '../CliError';
import { connect, Get, RefusedError } from './connect';

interface Answer {
  metadata?: { continue?: string };
  items?: Omit<KubernetesObject, 'apiVersion' | 'kind'>[];
}

/** Asks for lists of objects without what is in them. */
const METADATA =
  'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io';

/**
 * Everything that verdicts depend on, read once from the cluster of a kubeconfig.
 *
 * @param options.namespace - read only this one, and the root namespace of the mesh; all when absent
 * @param options.wanted - the kinds to read; those that verdicts on workloads depend on when absent
 * @throws CliError when there is no usable kubeconfig, or when nothing can be read
 */
export async function readCluster(options: {
  kubeconfig?: string;
  context?: string;
  namespace?: string;
  wanted?: readonly Kind[];
}): Promise<{ cluster: string; objects: KubernetesObject[]; gaps: ViewGap[] }> {
  const { context, get } = await connect(options);
  const { rootNamespace } = defaultMeshSettings;
  const namespaces =
    options.namespace === undefined
      ? undefined
      : [...new Set([options.namespace, rootNamespace])];
  const asked = (options.wanted ?? kinds)
    .map(kind => ({ kind, scopes: readScopes(kind, namespaces) }))
    .filter(({ scopes }) => scopes.length > 0);
  const read = await Promise.all([
    ...asked.map(({ kind, scopes }) => readKind(get, kind, scopes)),
    // What the mesh says of itself is a help; without it Istio's defaults hold.
    ...meshSources(rootNamespace)
      .filter(source => !asked.some(({ kind }) => kind === source.kind))
      .map(source => readKind(get, source.kind, [source])),
  ]);
  const gaps = read.slice(0, asked.length).flatMap(({ gap }) => gap ?? []);
  if (gaps.every(gap => !gap.notInstalled) && gaps.length === asked.length) {
    throw new CliError(
      `The cluster of context ${context} cannot be read: ${gaps[0].reason}`,
    );
  }
  const objects = read.flatMap(({ objects: some }) => some);
  return { cluster: context, objects, gaps };
}

async function readKind(
  get: Get,
  kind: Kind,
  scopes: readonly ReadScope[],
): Promise<{ objects: KubernetesObject[]; gap?: ViewGap }> {
  try {
    const served = await servedVersion(get, kind);
    if (served === undefined) {
      const reason = 'the cluster does not have the kind';
      return {
        objects: [],
        gap: { kind: kind.kind, reason, notInstalled: true },
      };
    }
    const lists = await Promise.all(
      scopes.map(scope => list(get, served, scope)),
    );
    return { objects: lists.flat() };
  } catch (error) {
    const gap = {
      kind: kind.kind,
      reason: errorMessage(error),
      notInstalled: false,
    };
    return { objects: [], gap };
  }
}

/** The kind in a version that the cluster serves: an older control plane serves only older ones. */
async function servedVersion(get: Get, kind: Kind): Promise<Kind | undefined> {
  if (kind.group === '') {
    return kind;
  }
  const group = await found<{ versions?: { version: string }[] }>(
    get(`/apis/${kind.group}`, {}),
  );
  const versions = (group?.versions ?? []).map(({ version }) => version);
  const ours = versions.filter(version => version === kind.version);
  for (const version of [...ours, ...versions]) {
    const answer = await found<{ resources?: { name: string }[] }>(
      get(`/apis/${kind.group}/${version}`, {}),
    );
    if (answer?.resources?.some(({ name }) => name === kind.plural)) {
      return { ...kind, version };
    }
  }
  return undefined;
}

async function found<T>(answer: Promise<unknown>): Promise<T | undefined> {
  try {
    // The Kubernetes API is what it says it is; each field that we read is optional.
    return (await answer) as T;
  } catch (error) {
    if (error instanceof RefusedError && error.status === 404) {
      return undefined;
    }
    throw error;
  }
}

function pathOf(kind: Kind, namespace: string | undefined): string {
  return [
    `/${kind.group === '' ? 'api' : 'apis'}/${apiVersion(kind)}`,
    ...(namespace === undefined ? [] : [`namespaces/${namespace}`]),
    kind.plural,
  ].join('/');
}

async function list(
  get: Get,
  kind: Kind,
  { namespace, selector }: ReadScope,
): Promise<KubernetesObject[]> {
  const objects: KubernetesObject[] = [];
  let more: string | undefined;
  do {
    const answer = (await get(
      pathOf(kind, namespace),
      { ...selector, limit: '500', ...(more && { continue: more }) },
      kind.metadataOnly && METADATA,
    )) as Answer;
    objects.push(
      ...(answer.items ?? []).map(item => ({
        ...item,
        // Items of a list do not repeat what the list says.
        apiVersion: apiVersion(kind),
        kind: kind.kind,
      })),
    );
    more = answer.metadata?.continue;
  } while (more);
  return objects;
}
