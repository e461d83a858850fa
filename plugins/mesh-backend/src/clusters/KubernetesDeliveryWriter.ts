import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  kinds,
  Rollout,
  RolloutPatch,
  Target,
} from '@onmesh/plugin-mesh-common';
import { DeliveryWriter, PatchOptions } from '@onmesh/plugin-mesh-node';
import { assertCluster } from './assertCluster';
import { errorMessage } from './errorMessage';
import { refusalStatus } from './KubernetesApi';
import {
  KubernetesConnection,
  KubernetesRequest,
  openKubernetes,
  readKubeConfig,
  SendToKubernetes,
  textOf,
} from './openKubernetes';

const TIMEOUT_MS = 15_000;

/** Steers the Rollouts of one cluster through its API, under an identity that is not the one of the reader. */
export class KubernetesDeliveryWriter implements DeliveryWriter {
  readonly #options: {
    cluster: string;
    deliverer: KubernetesConnection;
    reader: KubernetesConnection;
  };
  #connection: Promise<SendToKubernetes> | undefined;

  constructor(options: {
    cluster: string;
    /** Who writes. */
    deliverer: KubernetesConnection;
    /** Who reads, and must be somebody else. */
    reader: KubernetesConnection;
  }) {
    this.#options = options;
  }

  clusters(): string[] {
    return [this.#options.cluster];
  }

  async read(target: Target): Promise<Rollout> {
    return this.#send(target, { method: 'GET', path: pathOf(target) });
  }

  async patch(
    target: Target,
    { subresource, type, body }: RolloutPatch,
    { resourceVersion, dryRun }: PatchOptions,
  ): Promise<Rollout> {
    return this.#send(target, {
      method: 'PATCH',
      path: [pathOf(target), ...(subresource ? [subresource] : [])].join('/'),
      query: dryRun ? { dryRun: 'All' } : {},
      // The API server compares the version when it writes, so that nothing slips in between.
      body: { type, content: { metadata: { resourceVersion }, ...body } },
    });
  }

  async #send(
    target: Target,
    request: Pick<KubernetesRequest, 'method' | 'path' | 'body'> & {
      query?: Record<string, string>;
    },
  ): Promise<Rollout> {
    assertCluster(target.cluster, this.#options.cluster);
    try {
      const send = await this.#connect();
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const answer = await send({ query: {}, ...request, signal });
      return JSON.parse(await textOf(answer));
    } catch (error) {
      throw inWords(error, target);
    }
  }

  #connect(): Promise<SendToKubernetes> {
    this.#connection ??= connect(this.#options).catch(error => {
      // The next attempt reads the kubeconfig again.
      this.#connection = undefined;
      throw error;
    });
    return this.#connection;
  }
}

async function connect(options: {
  cluster: string;
  deliverer: KubernetesConnection;
  reader: KubernetesConnection;
}): Promise<SendToKubernetes> {
  const [deliverer, reader] = await Promise.all([
    identityOf(options.deliverer),
    // Whoever reads may be out of reach, and nothing is compared then.
    identityOf(options.reader).catch(() => undefined),
  ]);
  if (deliverer === reader) {
    throw new NotAllowedError(
      `The deliverer of cluster ${options.cluster} is the identity that reads it. Give mesh.clusters[].deliverer an account of its own`,
    );
  }
  return openKubernetes(options.deliverer);
}

/** The credentials of a connection, whatever they are called and however they were loaded. */
async function identityOf(connection: KubernetesConnection): Promise<string> {
  const { name: _, ...user } =
    (await readKubeConfig(connection)).getCurrentUser() ?? {};
  const given = Object.entries(user).filter(([, value]) => value !== undefined);
  return JSON.stringify(given.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function pathOf({ namespace, workload }: Target): string {
  const kind = kinds.find(one => one.kind === 'Rollout');
  return [
    `/apis/${kind?.group}/${kind?.version}`,
    `namespaces/${encodeURIComponent(namespace)}`,
    `${kind?.plural}/${encodeURIComponent(workload)}`,
  ].join('/');
}

function inWords(error: unknown, target: Target): unknown {
  const { cluster, namespace, workload } = target;
  const rollout = `Rollout ${namespace}/${workload} of cluster ${cluster}`;
  if (error instanceof NotAllowedError) {
    return error;
  }
  switch (refusalStatus(error)) {
    case 404:
      return new NotFoundError(`${rollout}: ${errorMessage(error)}`);
    case 409:
      return new ConflictError(`${rollout}: ${errorMessage(error)}`);
    case 401:
    case 403:
      return new NotAllowedError(
        `Cluster ${cluster} refuses the identity of mesh.clusters[].deliverer: ${errorMessage(error)}. Compare its rights with examples/kubernetes/deliverer.yaml`,
      );
    case 400:
    case 422:
      return new InputError(`${rollout}: ${errorMessage(error)}`);
    default:
      return new ServiceUnavailableError(
        `Cluster ${cluster} did not answer: ${errorMessage(error)}`,
      );
  }
}
