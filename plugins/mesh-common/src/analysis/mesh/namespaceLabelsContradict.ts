import { Namespace } from '../../kubernetes/KubernetesObject';
import { about, MeshRule } from './MeshRule';

/**
 * A namespace has several labels that say how its pods join the mesh. One of them wins, and not the one that people expect.
 *
 * Source: istio pkg/config/analysis/analyzers/injection/injection.go.
 */
export const namespaceLabelsContradict: MeshRule = view =>
  view.listAll<Namespace>('Namespace').flatMap(namespace => {
    const { name, labels = {} } = namespace.metadata;
    const injection = labels['istio-injection'];
    const isJoining = injection === undefined || injection === 'enabled';
    const said = [
      'istio-injection',
      ...(isJoining ? ['istio.io/rev', 'istio.io/dataplane-mode'] : []),
    ].filter(label => labels[label] !== undefined);
    return name === view.mesh.rootNamespace || said.length < 2
      ? []
      : [
          {
            severity: 'warning',
            object: about(namespace, 'metadata.labels'),
            message: `${said.map(label => `${label}=${labels[label]}`).join(' and ')} say different things. Where istio-injection is set, it wins over a revision, and both win over ambient.`,
            action: 'Keep one of the labels.',
          },
        ];
  });
