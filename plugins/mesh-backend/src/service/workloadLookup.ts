import { Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { LabelSelector, parseLabelSelector } from '@onmesh/plugin-mesh-common';

const ID = 'backstage.io/kubernetes-id';
const SELECTOR = 'backstage.io/kubernetes-label-selector';
const NAMESPACE = 'backstage.io/kubernetes-namespace';
const CLUSTER = 'backstage.io/kubernetes-cluster';

/** How an entity's workloads are looked for. */
export interface WorkloadLookup {
  cluster?: string;
  namespace?: string;
  /** As it was written, for people. */
  labelSelector: string;
  selector: LabelSelector;
}

/** Whether an entity says that it runs in Kubernetes. */
export function runsInKubernetes(entity: Entity): boolean {
  const annotations = entity.metadata.annotations ?? {};
  return ID in annotations || SELECTOR in annotations;
}

/** The standard annotations, read as Backstage's Kubernetes plugin reads them, so that an entity needs no others. */
export function workloadAnnotations(
  entity: Entity,
): Omit<WorkloadLookup, 'selector'> {
  const annotations = entity.metadata.annotations ?? {};
  return {
    cluster: annotations[CLUSTER],
    namespace: annotations[NAMESPACE],
    labelSelector:
      annotations[SELECTOR] ??
      `${ID}=${annotations[ID] ?? entity.metadata.name}`,
  };
}

/**
 * What the annotations say, with the selector read.
 *
 * @throws InputError for a label selector that is not one
 */
export function workloadLookup(entity: Entity): WorkloadLookup {
  const lookup = workloadAnnotations(entity);
  try {
    return { ...lookup, selector: parseLabelSelector(lookup.labelSelector) };
  } catch (error) {
    throw new InputError(
      `Annotation ${SELECTOR} of ${entity.metadata.name} is no label selector: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
