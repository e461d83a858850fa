import { resolve } from 'node:path';
import { Config } from '@backstage/config';
import { InputError, NotFoundError } from '@backstage/errors';
import { RolloutPatch, Target } from '@onmesh/plugin-mesh-common';
import { DeliveryWriter, PatchOptions } from '@onmesh/plugin-mesh-node';
import { KubernetesDeliveryWriter } from './KubernetesDeliveryWriter';
import { KubernetesConnection } from './openKubernetes';

/** Writers of several clusters as one. */
class CombinedDeliveryWriter implements DeliveryWriter {
  constructor(private readonly writers: DeliveryWriter[]) {}

  clusters() {
    return this.writers.flatMap(writer => writer.clusters());
  }

  async read(target: Target) {
    return this.#of(target).read(target);
  }

  async patch(target: Target, patch: RolloutPatch, options: PatchOptions) {
    return this.#of(target).patch(target, patch, options);
  }

  #of({ cluster }: Target): DeliveryWriter {
    const found = this.writers.find(writer =>
      writer.clusters().includes(cluster),
    );
    if (!found) {
      throw new NotFoundError(`Nobody steers deliveries in cluster ${cluster}`);
    }
    return found;
  }
}

/**
 * Steers deliveries in the clusters of `mesh.clusters` that have a `deliverer`; undefined unless
 * `mesh.canary.actions.enabled` says that people may. No request is sent yet.
 *
 * @throws InputError for a deliverer without an identity of its own
 */
export function createDeliveryWriter(
  config: Config,
): DeliveryWriter | undefined {
  const clusters = config.getOptionalConfigArray('mesh.clusters') ?? [];
  // Checked while it is off, too: switching it on is no time for surprises.
  const writers = clusters.flatMap(entry => writerOf(entry) ?? []);
  return config.getOptionalBoolean('mesh.canary.actions.enabled')
    ? new CombinedDeliveryWriter(writers)
    : undefined;
}

function writerOf(entry: Config): DeliveryWriter | undefined {
  const deliverer = entry.getOptionalConfig('deliverer');
  if (!deliverer) {
    return undefined;
  }
  const cluster = entry.getString('name');
  if (entry.getString('type') !== 'kubernetes') {
    throw new InputError(
      `mesh.clusters: ${cluster} is not of the type kubernetes, so nothing can be steered in it. Take its deliverer away`,
    );
  }
  const reader = connectionOf(entry);
  const writer = connectionOf(deliverer, reader);
  if (writer.token === undefined && sameAccount(writer, reader)) {
    throw new InputError(
      `mesh.clusters: the deliverer of ${cluster} needs an identity of its own, never the one that reads. Give it a kubeconfig, a context or a token`,
    );
  }
  return new KubernetesDeliveryWriter({ cluster, deliverer: writer, reader });
}

/** What is left out is as with the reader: the same cluster under another identity. */
function connectionOf(
  entry: Config,
  reader?: KubernetesConnection,
): KubernetesConnection {
  const kubeconfig = entry.getOptionalString('kubeconfig');
  const context = entry.getOptionalString('context');
  return kubeconfig === undefined
    ? {
        kubeconfig: reader?.kubeconfig,
        context: context ?? reader?.context,
        token: reader && entry.getOptionalString('token'),
      }
    : {
        kubeconfig: resolve(kubeconfig),
        context,
        token: reader && entry.getOptionalString('token'),
      };
}

function sameAccount(a: KubernetesConnection, b: KubernetesConnection) {
  return a.kubeconfig === b.kubeconfig && a.context === b.context;
}
