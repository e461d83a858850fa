import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { callersOnly, manifests, pods, strictMtls } from './manifests';
import { callersOf, serviceAt } from './services';

/** All objects of a cluster with that many services. */
export function fleet(services: number): KubernetesObject[] {
  const numbers = Array.from({ length: services }, (_, index) => index);
  const namespaces = new Set(numbers.map(n => serviceAt(n).namespace));
  return [
    ...[...namespaces].flatMap(name => [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
      strictMtls(name),
    ]),
    ...numbers.flatMap(index => {
      const service = serviceAt(index);
      return [
        ...manifests(service),
        ...pods(service),
        ...(service.onMesh ? [callersOnly(service, callersOf(index))] : []),
      ];
    }),
  ];
}
