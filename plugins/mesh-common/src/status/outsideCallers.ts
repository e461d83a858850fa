import { KnownCaller } from './knownCallers';
import { Workload } from './Workload';

const OPEN_TYPES = ['LoadBalancer', 'NodePort'];

/**
 * Who comes from outside the cluster, one entry for each Service that takes them in. They have no proxy of the mesh, so
 * they come without mutual TLS and without an identity that a rule could name.
 */
export function outsideCallers({ services }: Workload): KnownCaller[] {
  return services
    .filter(({ spec }) => OPEN_TYPES.includes(spec?.type ?? ''))
    .map(({ metadata }) => ({
      caller: { label: `whoever comes through Service ${metadata.name}` },
      sources: ['service'],
      withoutProxy: true,
    }));
}
