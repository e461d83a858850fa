import { readFile, stat } from 'node:fs/promises';
import { basename, isAbsolute, join, normalize, sep } from 'node:path';
import {
  ClusterView,
  isSafePath,
  Profile,
  ProfilePath,
  Target,
} from '@onmesh/plugin-mesh-common';
import { CliError, errorMessage } from '../CliError';
import { readProfile } from '../input/readProfile';
import { readView } from '../input/readView';
import { manifestFiles } from '../input/readManifests';
import { Io } from '../Io';

/** Options of every command that plans. */
export const planOptions = {
  filename: { type: 'string', short: 'f' },
  cluster: { type: 'string' },
  kubeconfig: { type: 'string' },
  repo: { type: 'string' },
  prometheus: { type: 'string' },
  output: { type: 'string', short: 'o' },
} as const;

/** Help on {@link planOptions}. */
export const planHelp = `  -f, --filename PROFILE     The profile: what the service wants of the mesh, in YAML or JSON; - is standard input.
      --cluster DIR|CONTEXT  What is there now: a folder or file of objects, or a context of the kubeconfig. Else the
                             manifests of --repo are taken for all there is.
      --kubeconfig FILE      Kubeconfig; else KUBECONFIG, else ~/.kube/config.
      --repo DIR             Folder of the GitOps repository that holds the manifests of the workload; else the current one.
      --prometheus URL       Where the analysis of a canary finds its metrics; Istio's add-on when absent.
`;

/** What a plan is made of, and how its paths are called on this machine. */
export interface PlanInput {
  profile: Profile;
  view: ClusterView;
  target: Target;
  folder: string;
  files: Map<string, string>;
  prometheusAddress?: string;
  /** Where a field of the profile is written. */
  placeOf(path: ProfilePath): string;
  /** A path of the plan as it is shown: in the current folder without a name for that, as `git apply` wants it there. */
  shown(path: string): string;
  /** Path on this machine of a path as it is shown. */
  pathOf(path: string): string;
}

export interface PlanValues {
  filename?: string;
  cluster?: string;
  kubeconfig?: string;
  repo?: string;
  prometheus?: string;
}

/**
 * Reads the profile, the cluster and the manifests.
 *
 * @throws CliError when something is missing, cannot be read or is not valid
 */
export async function readPlanInput(
  values: PlanValues,
  positionals: readonly string[],
  io: Io,
): Promise<PlanInput> {
  const [namespace, workload, ...more] = (positionals[0] ?? '').split('/');
  if (positionals.length !== 1 || !namespace || !workload || more.length > 0) {
    throw new CliError(
      'Name the workload as NAMESPACE/WORKLOAD, as in onmesh plan -f profile.yaml shop/cart',
    );
  }
  const repo = values.repo ?? '.';
  await assertIsFolder(repo);
  if (values.filename === undefined) {
    throw new CliError(
      'Give the profile with -f; onmesh suggest writes one to start from',
    );
  }
  const { profile, placeOf } = await readProfile(values.filename, io);
  const view = await readCluster(values, repo, namespace, io);
  const folder = folderName(repo);
  const files = await readRepo(repo, folder);
  const isHere = join(repo, '.') === '.';
  return {
    profile,
    placeOf,
    view,
    target: { cluster: view.cluster, namespace, workload },
    folder,
    files,
    prometheusAddress: values.prometheus,
    shown: path => (isHere ? path.slice(folder.length + 1) : path),
    pathOf: path => join(repo, isHere ? path : path.slice(folder.length + 1)),
  };
}

async function readCluster(
  { cluster, kubeconfig }: PlanValues,
  repo: string,
  namespace: string,
  io: Io,
): Promise<ClusterView> {
  const source = cluster ?? repo;
  const isHere = await stat(source).then(
    () => true,
    () => false,
  );
  if (isHere) {
    return readView({ filename: [source], namespace }, io);
  }
  return readView({ kubeconfig, context: cluster }, io);
}

async function assertIsFolder(repo: string): Promise<void> {
  const found = await stat(repo).catch(() => undefined);
  if (!found?.isDirectory()) {
    throw new CliError(`${repo} is no folder`);
  }
}

/** The folder as a path inside a repository: plans never lead out of it. */
function folderName(repo: string): string {
  const path = normalize(repo)
    .split(sep)
    .filter(part => part !== '')
    .join('/');
  return !isAbsolute(repo) && isSafePath(path) ? path : safeBasename(path);
}

function safeBasename(path: string): string {
  const name = basename(path);
  return isSafePath(name) ? name : 'repo';
}

async function readRepo(
  repo: string,
  folder: string,
): Promise<Map<string, string>> {
  try {
    const paths = (await manifestFiles(repo)).filter(
      path => !path.endsWith('.json'),
    );
    return new Map(
      await Promise.all(
        paths.map(
          async path =>
            [
              `${folder}/${relativeTo(repo, path)}`,
              await readFile(path, 'utf8'),
            ] as const,
        ),
      ),
    );
  } catch (error) {
    throw new CliError(`${repo} cannot be read: ${errorMessage(error)}`);
  }
}

function relativeTo(folder: string, path: string): string {
  return path
    .slice(join(folder, 'x').length - 1)
    .split(sep)
    .join('/');
}
