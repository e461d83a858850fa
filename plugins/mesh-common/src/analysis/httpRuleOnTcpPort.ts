import {
  actionOf,
  AuthorizationPolicy,
  AuthorizationRule,
} from '../istio/authorization/AuthorizationPolicy';
import { compilePolicy } from '../istio/authorization/compilePolicy';
import { isDryRun } from '../istio/authorization/isDryRun';
import { attachedPolicies, waypointSetup } from '../status/waypointSetup';
import { Rule } from './Rule';

/**
 * A rule looks at requests on ports that are declared as TCP, where a sidecar sees connections only: an ALLOW rule is dropped,
 * and any other loses what it says of requests.
 *
 * Source: istio pilot/pkg/security/authz/model/model.go, `checkError`.
 */
export const httpRuleOnTcpPort: Rule = ({ view, workload, status }) => {
  const { mesh, ports } = status;
  const tcp = ports.filter(({ protocol }) => protocol === 'tcp');
  if (
    mesh !== 'istio-sidecar' ||
    tcp.length === 0 ||
    status.access.rules.length === 0
  ) {
    return [];
  }
  const numbers = tcp.map(({ port }) => String(port));
  const isForTcp = (rule: AuthorizationRule) => {
    const named = portsOf(rule);
    return named.length > 0
      ? named.every(port => numbers.includes(port))
      : tcp.length === ports.length;
  };
  const setup = waypointSetup({ view, workload, mesh });
  return attachedPolicies(setup)
    .filter(policy => !isDryRun(policy))
    .flatMap(policy =>
      lostRules(policy, setup.mesh)
        .filter(({ index }) => isForTcp((policy.spec?.rules ?? [])[index]))
        .map(({ index, why }) => ({
          severity: 'warning',
          object: {
            kind: 'AuthorizationPolicy',
            namespace: policy.metadata.namespace,
            name: policy.metadata.name,
            field: `spec.rules[${index}]`,
          },
          message: `The rule is for port ${numbers.join(', ')}, which is declared as TCP: ${
            actionOf(policy) === 'ALLOW'
              ? `it lets nobody in there, as ${why}.`
              : `${why}.`
          }`,
          action:
            'Leave to the rule what is known of a connection, or declare the port as HTTP (appProtocol: http) if it is.',
        })),
    );
};

function lostRules(
  policy: AuthorizationPolicy,
  mesh: Parameters<typeof compilePolicy>[1]['mesh'],
): { index: number; why: string }[] {
  const on = (protocol: 'http' | 'tcp') =>
    compilePolicy(policy, { point: 'sidecar', protocol, mesh }).rules;
  const sound = on('http');
  return on('tcp').flatMap((rule, index) => {
    const why = 'leftOut' in rule ? rule.leftOut : rule.note;
    const other = sound[index];
    // What is wrong on every port is another matter.
    return why === undefined || 'leftOut' in other || other.note
      ? []
      : [{ index, why }];
  });
}

function portsOf({ to }: AuthorizationRule): string[] {
  const named = (to ?? []).map(({ operation }) => operation?.ports ?? []);
  return named.every(ports => ports.length > 0) ? named.flat() : [];
}
