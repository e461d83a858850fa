import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { ProfileEgress } from '../profile/Profile';
import { managedMetadata } from './managed';

/** `networking.istio.io/v1` ServiceEntry, as far as we write it. */
export interface ServiceEntryManifest extends KubernetesObject {
  kind: 'ServiceEntry';
  spec: {
    hosts: string[];
    exportTo: ['.'];
    location: 'MESH_EXTERNAL';
    resolution: 'DNS';
    ports: { number: number; name: string; protocol: string }[];
  };
}

/** Hosts outside the mesh that pods of one namespace call. */
export function serviceEntry(of: {
  name: string;
  namespace: string;
  egress: ProfileEgress;
}): ServiceEntryManifest {
  const { hosts, ports } = of.egress;
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata: managedMetadata(of),
    spec: {
      hosts,
      // What one team calls is not for others to rely on.
      exportTo: ['.'],
      location: 'MESH_EXTERNAL',
      resolution: 'DNS',
      ports: ports.map(({ port, protocol }) => ({
        number: port,
        name: `${protocol.toLowerCase()}-${port}`,
        protocol,
      })),
    },
  };
}
