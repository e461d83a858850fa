import {
  RequestAuthentication,
  requestAuthenticationProblems,
} from '../istio/authorization';
import { targetReferences } from '../istio/authorization/policiesFor';
import { matchesLabels } from '../kubernetes/labelSelector';
import { Rule } from './Rule';

/** A RequestAuthentication that istiod would refuse: its tokens are not believed, or none are. */
export const requestAuthenticationHasProblem: Rule = ({
  view,
  workload,
  status: { mesh, services },
}) => {
  if (mesh !== 'istio-sidecar' && mesh !== 'istio-ambient') {
    return [];
  }
  const namespace = workload.namespace.metadata.name;
  const isAbout = ({ spec, metadata }: RequestAuthentication) => {
    const references = targetReferences({ spec });
    return references.length === 0
      ? matchesLabels(spec?.selector, workload.template.labels)
      : metadata.namespace === namespace &&
          references.some(
            ({ kind, name }) => kind === 'Service' && services.includes(name),
          );
  };
  return [...new Set([view.mesh.rootNamespace, namespace])]
    .flatMap(ns =>
      view.list<RequestAuthentication>('RequestAuthentication', ns),
    )
    .filter(isAbout)
    .flatMap(policy =>
      requestAuthenticationProblems(policy).map(
        ({ severity, field, message }) => ({
          severity,
          object: {
            kind: 'RequestAuthentication',
            namespace: policy.metadata.namespace,
            name: policy.metadata.name,
            field,
          },
          message,
          action: 'Correct the policy.',
        }),
      ),
    );
};
