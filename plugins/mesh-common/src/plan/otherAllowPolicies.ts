import {
  actionOf,
  AuthorizationPolicy,
  authorizationPoliciesFor,
  isDryRun,
} from '../istio/authorization';
import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { managedPath } from './managedFiles';
import { PlanContext } from './PlanContext';

/**
 * The policies of others that let callers in to the workload's pods: who is allowed by any of them gets in, whomever a
 * profile lists.
 */
export function otherAllowPolicies(context: PlanContext): string[] {
  const { view, target, manifest, objects } = context;
  const { namespace } = target;
  const live = [...new Set([view.mesh.rootNamespace, namespace])].flatMap(one =>
    view.list<AuthorizationPolicy>('AuthorizationPolicy', one),
  );
  const written = objects
    .filter(({ path }) => path !== managedPath(context, 'AuthorizationPolicy'))
    .map(({ object }) => object)
    .filter(isPolicy)
    .map(one => ({ ...one, metadata: { namespace, ...one.metadata } }));
  const nameOf = ({ metadata }: KubernetesObject) =>
    `${metadata.namespace}/${metadata.name}`;
  const policies = new Map(
    [...live, ...written].map(one => [nameOf(one), one]),
  );
  policies.delete(`${namespace}/${target.workload}`);
  return authorizationPoliciesFor({
    point: { kind: 'sidecar', namespace, labels: manifest.labels },
    policies: [...policies.values()],
    mesh: view.mesh,
  })
    .filter(
      one =>
        actionOf(one) === 'ALLOW' &&
        !isDryRun(one) &&
        (one.spec?.rules ?? []).length > 0,
    )
    .map(nameOf);
}

function isPolicy(object: KubernetesObject): object is AuthorizationPolicy {
  return object.kind === 'AuthorizationPolicy';
}
