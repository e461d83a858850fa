import { parse } from 'yaml';
import { z } from 'zod';
import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { ClusterView } from '../../view/ClusterView';
import { about, MeshRule } from './MeshRule';

interface MeshConfigMap extends KubernetesObject {
  kind: 'ConfigMap';
  data?: { meshNetworks?: string };
}
interface Secret extends KubernetesObject {
  kind: 'Secret';
  data?: Record<string, string>;
  stringData?: Record<string, string>;
}

const REMOTE = 'istio/multiCluster';
const BUILT_IN = ['Kubernetes', 'External', 'Mock'];

const meshNetworks = z.object({
  networks: z.record(
    z.string(),
    z.object({
      endpoints: z
        .array(z.object({ fromRegistry: z.string().optional() }))
        .optional(),
    }),
  ),
});

/**
 * A network of the mesh takes its endpoints from a cluster that istiod does not know. Clusters are known by the Secrets with
 * their credentials, of which the name of the cluster is looked at and nothing else. No reader of a cluster reads Secrets, so
 * this is told only of files that hold some.
 *
 * Source: istio pkg/config/analysis/analyzers/multicluster/meshnetworks.go.
 */
export const meshNetworkRegistryUnknown: MeshRule = view => {
  const remote = remoteClusters(view);
  const known = [
    ...BUILT_IN,
    ...remote,
    ...Object.values(view.mesh.injectors ?? {}).map(one => one.clusterName),
  ];
  return remote.length === 0
    ? []
    : view
        .listAll<MeshConfigMap>('ConfigMap')
        .filter(({ metadata }) => /^istio(-|$)/.test(metadata.name))
        .flatMap(object =>
          registriesOf(object)
            .filter(({ registry }) => !known.includes(registry))
            .map(({ network, registry }) => ({
              severity: 'error',
              object: about(object, 'data.meshNetworks'),
              message: `Network ${network} takes its endpoints from ${registry}, and istiod knows no such cluster: the network has none.`,
              action: `Write the name by which istiod knows it (${[...new Set(known)].filter(Boolean).join(', ')}), or add its Secret.`,
            })),
        );
};

function remoteClusters(view: ClusterView): string[] {
  return view
    .listAll<Secret>('Secret')
    .filter(({ metadata }) => metadata.labels?.[REMOTE] === 'true')
    .flatMap(({ data, stringData }) => Object.keys({ ...data, ...stringData }));
}

function registriesOf({
  data,
}: MeshConfigMap): { network: string; registry: string }[] {
  const { networks = {} } =
    meshNetworks.safeParse(parsed(data?.meshNetworks)).data ?? {};
  return Object.entries(networks).flatMap(([network, { endpoints = [] }]) =>
    endpoints.flatMap(({ fromRegistry }) =>
      fromRegistry === undefined ? [] : [{ network, registry: fromRegistry }],
    ),
  );
}

function parsed(written = ''): unknown {
  try {
    return parse(written);
  } catch {
    // istiod goes on without it then.
    return {};
  }
}
