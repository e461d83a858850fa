import { Target } from '../status/Target';
import { ObservedTraffic } from '../status/ObservedTraffic';

/** Many small namespaces, as where teams own theirs. */
export const PER_NAMESPACE = 10;

/** One service of the fleet. All are on the mesh but the first of each namespace. */
export interface BenchService {
  name: string;
  namespace: string;
  onMesh: boolean;
}

/** The service with a number, counted from 0. */
export function serviceAt(index: number): BenchService {
  return {
    name: `service-${index}`,
    namespace: `team-${Math.floor(index / PER_NAMESPACE)}`,
    onMesh: index % PER_NAMESPACE !== 0,
  };
}

/** Two services of the same namespace, both on the mesh. */
export function callersOf(index: number): BenchService[] {
  const first = index - (index % PER_NAMESPACE);
  return [1, 2, 3]
    .map(offset => first + offset)
    .filter(caller => caller !== index)
    .slice(0, 2)
    .map(serviceAt);
}

export function targetOf({ name, namespace }: BenchService): Target {
  return { cluster: 'bench', namespace, workload: name };
}

/** What metrics say of a service with these callers. */
export function observedFrom(callers: BenchService[]): ObservedTraffic {
  return {
    window: '30m',
    callers: callers.map(({ name, namespace }) => ({
      workload: name,
      namespace,
      serviceAccount: name,
      mtls: true,
      requestsPerSecond: 5,
    })),
    successRate: 0.999,
    forbiddenRate: 0,
    p99Ms: 120,
  };
}
