import {
  ClusterView,
  discoverMesh,
  Kind,
  KubernetesObject,
} from '@onmesh/plugin-mesh-common';
import { mistypedFields, Problem } from '@onmesh/plugin-mesh-common/validation';
import { CliError } from '../CliError';
import { Io } from '../Io';
import { assumedPods } from './assumedPods';
import { ObjectSources } from './ObjectSources';
import { readCluster } from './readCluster';
import { readManifests } from './readManifests';

/** Where objects come from, as the options of a command say it. */
export interface InputOptions {
  filename?: string[];
  kubeconfig?: string;
  context?: string;
  namespace?: string;
}

/** An object with fields of a wrong type. */
export interface MistypedObject {
  object: KubernetesObject;
  problems: Problem[];
}

/**
 * The objects that a command is to judge.
 *
 * @param sources - is told where each object of a file is written
 * @param wanted - the kinds to read of a cluster; those that verdicts on workloads depend on when absent
 * @param setAside - is given objects of files with fields of a wrong type, which are left out; else they are refused
 * @throws CliError when they cannot be read, or what they say cannot be told
 */
export async function readView(
  options: InputOptions,
  io: Io,
  sources: ObjectSources = new ObjectSources(),
  wanted?: readonly Kind[],
  setAside: (these: readonly MistypedObject[]) => void = refuse(sources),
): Promise<ClusterView> {
  const { filename, kubeconfig, context, namespace } = options;
  if (filename === undefined) {
    const { cluster, objects, gaps } = await readCluster({
      ...options,
      wanted,
    });
    for (const { kind, reason } of gaps.filter(gap => !gap.notInstalled)) {
      io.err(`note: ${kind} objects could not be read: ${reason}`);
    }
    return new ClusterView({
      cluster,
      objects,
      gaps,
      mesh: discoverMesh(objects),
    });
  }
  if (kubeconfig !== undefined || context !== undefined) {
    throw new CliError(
      'The objects come from files (-f) or from a cluster (--kubeconfig, --context), not from both',
    );
  }
  const read = onePerName(
    await readManifests(filename, io, { namespace, sources }),
    io,
  );
  const mistyped = read
    .map(object => ({ object, problems: mistypedFields(object) }))
    .filter(({ problems }) => problems.length > 0);
  setAside(mistyped);
  const odd = new Set(mistyped.map(({ object }) => object));
  const objects = read.filter(object => !odd.has(object));
  const mesh = discoverMesh(objects);
  const view = new ClusterView({ cluster: 'files', objects, mesh });
  if (view.listAll('Pod').length > 0) {
    return view;
  }
  const pods = assumedPods(view);
  if (pods.length > 0) {
    io.err(
      'note: the files hold no Pod, so each workload is judged by the pods that its template leads to',
    );
  }
  return new ClusterView({
    cluster: 'files',
    objects: [...objects, ...pods],
    mesh,
  });
}

/** A verdict without them could be wrong. */
function refuse(sources: ObjectSources) {
  return (mistyped: readonly MistypedObject[]) => {
    const lines = mistyped.flatMap(({ object: { kind, metadata }, problems }) =>
      problems.map(({ path, message }) => {
        const place = sources.locate({ kind, ...metadata, field: path });
        return `${place?.file}:${place?.line}: ${kind} ${metadata.name}: ${path}: ${message}`;
      }),
    );
    if (lines.length > 0) {
      throw new CliError(`The objects cannot be read:\n${lines.join('\n')}`);
    }
  };
}

/** Of objects with one name the last, which is what is left once all are applied. */
function onePerName(
  objects: readonly KubernetesObject[],
  io: Io,
): KubernetesObject[] {
  const last = new Map<string, KubernetesObject>();
  const repeated = new Set<string>();
  for (const object of objects) {
    const { apiVersion, kind, metadata } = object;
    const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
    const name = [metadata.namespace, metadata.name].filter(Boolean).join('/');
    const key = JSON.stringify([group, kind, name]);
    if (last.has(key)) {
      repeated.add(`${kind} ${name}`);
    }
    last.set(key, object);
  }
  for (const name of repeated) {
    io.err(
      `note: ${name} is written more than once, and judged as the last one says`,
    );
  }
  return [...last.values()];
}
