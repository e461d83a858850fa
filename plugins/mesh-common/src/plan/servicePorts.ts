import { WorkloadObject } from '../kubernetes/KubernetesObject';
import { ServiceEntry } from './serviceEntries';
import { PlanContext } from './PlanContext';

/** The ports of Services that lead to ports of the workload, in order. */
export function servicePorts(
  { manifest }: PlanContext,
  services: readonly ServiceEntry[],
  listening: readonly number[],
): number[] {
  const found = services.flatMap(({ object }) =>
    (object.spec?.ports ?? [])
      .filter(({ port, targetPort = port }) => {
        const number =
          typeof targetPort === 'string'
            ? portNamed(manifest.object, targetPort)
            : targetPort;
        return number !== undefined && listening.includes(number);
      })
      .map(({ port }) => port),
  );
  return [...new Set(found)].sort((a, b) => a - b);
}

function portNamed({ spec }: WorkloadObject, name: string): number | undefined {
  return (spec?.template?.spec?.containers ?? [])
    .flatMap(({ ports = [] }) => ports)
    .find(port => port.name === name)?.containerPort;
}
