import { PeerAuthentication } from '../istio/PeerAuthentication';
import { peerAuthenticationsFor } from '../istio/peerAuthenticationsFor';
import { matchesLabels } from '../kubernetes/labelSelector';
import { Rule } from './Rule';

/** Istio reads one PeerAuthentication a level; others that match as well have no effect at all. */
export const shadowedPeerAuthentication: Rule = ({
  view,
  workload,
  status,
}) => {
  if (status.mesh !== 'istio-sidecar' && status.mesh !== 'istio-ambient') {
    return [];
  }
  const namespace = workload.namespace.metadata.name;
  const own = view
    .list<PeerAuthentication>('PeerAuthentication', namespace)
    .filter(policy =>
      matchesLabels(policy.spec?.selector, workload.template.labels),
    );
  const effective = Object.values(
    peerAuthenticationsFor({
      workload: { namespace, labels: workload.template.labels },
      policies: own,
      rootNamespace: view.mesh.rootNamespace,
    }),
  );
  return own
    .filter(policy => !effective.includes(policy))
    .map(({ metadata: { name } }) => ({
      severity: 'warning',
      object: { kind: 'PeerAuthentication', namespace, name },
      message: `PeerAuthentication ${namespace}/${name} has no effect: an older one of the same scope wins and they are not merged.`,
      action: 'Delete one of the two, or move its settings into the other.',
    }));
};
