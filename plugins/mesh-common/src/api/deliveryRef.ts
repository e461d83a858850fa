import { Target, targetKey } from '../status/Target';

/** The delivery of one workload of one entity. */
export interface DeliveryId {
  entityRef: string;
  target: Target;
}

/** Names a delivery to the permission framework: `component:default/orders@production/shop/orders`. */
export function deliveryRef({ entityRef, target }: DeliveryId): string {
  return `${entityRef}@${targetKey(target)}`;
}

/** Reads a {@link deliveryRef}; undefined for anything else. Entity references hold no `@`, and cluster names may hold a slash. */
export function parseDeliveryRef(ref: string): DeliveryId | undefined {
  const found = /^([^@]+)@(.+)\/([^/]+)\/([^/]+)$/.exec(ref);
  if (!found) {
    return undefined;
  }
  const [, entityRef, cluster, namespace, workload] = found;
  return { entityRef, target: { cluster, namespace, workload } };
}
