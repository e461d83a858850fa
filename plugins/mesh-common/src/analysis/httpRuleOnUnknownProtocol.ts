import { AuthorizationPolicy } from '../istio/authorization';
import { Rule } from './Rule';

/** Methods and paths are seen only where Istio knows, or guesses, that a port speaks HTTP. */
export const httpRuleOnUnknownProtocol: Rule = ({ view, status }) => {
  const unclear = status.ports.filter(({ protocol }) => protocol === 'unknown');
  const named = new Set(
    status.access.rules.map(({ evidence }) => evidence.name),
  );
  const policy = view
    .list<AuthorizationPolicy>('AuthorizationPolicy', status.target.namespace)
    .find(
      ({ metadata, spec }) =>
        named.has(metadata.name) &&
        (spec?.rules ?? []).some(rule =>
          (rule.to ?? []).some(
            ({ operation }) => operation?.methods || operation?.paths,
          ),
        ),
    );
  return policy && unclear.length > 0
    ? [
        {
          severity: 'warning',
          object: {
            kind: 'AuthorizationPolicy',
            namespace: status.target.namespace,
            name: policy.metadata.name,
          },
          message: `The protocol of port ${unclear.map(p => p.port).join(', ')} is not declared, so rules about methods and paths hold only if Istio recognises HTTP in the traffic.`,
          action:
            'Set appProtocol: http on the Service port, or name the port http-….',
        },
      ]
    : [];
};
