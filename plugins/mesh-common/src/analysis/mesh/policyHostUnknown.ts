import { AuthorizationPolicy } from '../../istio/authorization/AuthorizationPolicy';
import { Namespace } from '../../kubernetes/KubernetesObject';
import { ClusterView } from '../../view/ClusterView';
import { knownHost } from './knownHosts';
import { about, MeshRule } from './MeshRule';
import { namespaceOf } from './objects';

/**
 * An AuthorizationPolicy names a host that reads like a Service and is none. Hosts are compared with the Host header, which
 * can be anything, so only names that can hardly be meant otherwise are told.
 */
export const policyHostUnknown: MeshRule = view =>
  view.listAll<AuthorizationPolicy>('AuthorizationPolicy').flatMap(policy =>
    (policy.spec?.rules ?? []).flatMap(({ to = [] }, i) =>
      to.flatMap(({ operation = {} }, j) =>
        (['hosts', 'notHosts'] as const).flatMap(field =>
          (operation[field] ?? []).flatMap((host, k) => {
            const service = serviceMeant(view, host, namespaceOf(policy));
            return service === undefined ||
              knownHost(view, service, { namespace: namespaceOf(policy) })
              ? []
              : [
                  {
                    severity: 'warning' as const,
                    object: about(
                      policy,
                      `spec.rules[${i}].to[${j}].operation.${field}[${k}]`,
                    ),
                    message: `There is no Service ${host}, so hardly any request has this host.`,
                    action:
                      'Correct the name, or leave hosts out: the policy is for this workload anyway.',
                  },
                ];
          }),
        ),
      ),
    ),
  );

/** The full name of the Service that a host reads like; undefined for what can be the name of something else. */
function serviceMeant(
  view: ClusterView,
  host: string,
  namespace: string,
): string | undefined {
  const name = host.replace(/:\d+$/, '');
  if (name.includes('*') || name === 'localhost') {
    return undefined;
  }
  const [service, owner = namespace, ...rest] = name.split('.');
  const suffix = rest.join('.');
  const isName =
    suffix === 'svc' ||
    suffix === 'svc.cluster.local' ||
    (suffix === '' &&
      (!name.includes('.') ||
        view.get<Namespace>('Namespace', '', owner) !== undefined));
  return isName ? `${service}.${owner}.svc.cluster.local` : undefined;
}
