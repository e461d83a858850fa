import { PeerAuthentication } from '../istio/PeerAuthentication';
import { peerAuthenticationProblems } from '../istio/authorization';
import { matchesLabels } from '../kubernetes/labelSelector';
import { Rule } from './Rule';

/** A PeerAuthentication that istiod would refuse: found in a cluster whose webhook was not there when it was written. */
export const peerAuthenticationHasProblem: Rule = ({
  view,
  workload,
  status: { mesh },
}) =>
  mesh !== 'istio-sidecar' && mesh !== 'istio-ambient'
    ? []
    : [...new Set([view.mesh.rootNamespace, workload.namespace.metadata.name])]
        .flatMap(namespace =>
          view.list<PeerAuthentication>('PeerAuthentication', namespace),
        )
        .filter(({ spec }) =>
          matchesLabels(spec?.selector, workload.template.labels),
        )
        .flatMap(policy =>
          peerAuthenticationProblems(policy).map(
            ({ severity, field, message }) => ({
              severity,
              object: {
                kind: 'PeerAuthentication',
                namespace: policy.metadata.namespace,
                name: policy.metadata.name,
                field,
              },
              message,
              action: 'Correct the policy.',
            }),
          ),
        );
