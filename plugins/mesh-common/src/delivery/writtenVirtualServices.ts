import { listOf } from './listOf';
import { Rollout, VirtualServiceRef } from './Rollout';

/** A VirtualService that a rollout writes weights into, and which of its http routes; none are named where there is one. */
export interface WrittenVirtualService {
  name: string;
  namespace?: string;
  routes: string[];
  reference: VirtualServiceRef;
}

/** The VirtualServices that a rollout writes weights into. A reference is `name` or `name.namespace`. */
export function writtenVirtualServices({
  metadata,
  spec,
}: Rollout): WrittenVirtualService[] {
  const istio = spec?.strategy?.canary?.trafficRouting?.istio;
  return listOf([
    ...(istio?.virtualService ? [istio.virtualService] : []),
    ...listOf(istio?.virtualServices),
  ]).map(reference => {
    const [name, namespace = metadata?.namespace] = String(
      reference.name ?? '',
    ).split('.');
    return { name, namespace, routes: listOf(reference.routes), reference };
  });
}
