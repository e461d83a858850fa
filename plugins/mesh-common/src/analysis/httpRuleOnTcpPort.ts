import { requestRules } from './requestRules';
import { Rule } from './Rule';

/**
 * A rule looks at requests on ports that are declared as TCP, and on no other. What it does there is not what it says.
 *
 * Source: istio pilot/pkg/security/authz/model/model.go, `checkError`.
 */
export const httpRuleOnTcpPort: Rule = context => {
  const { ports } = context.status;
  const tcp = ports.filter(({ protocol }) => protocol === 'tcp');
  if (tcp.length === 0) {
    return [];
  }
  const numbers = tcp.map(({ port }) => String(port));
  return requestRules(context).flatMap(
    ({ evidence, ports: named, toConnections }) => {
      const all = tcp.length === ports.length ? numbers : [];
      const meant = named.length > 0 ? named : all;
      return meant.length === 0 || !meant.every(port => numbers.includes(port))
        ? []
        : [
            {
              severity: 'warning',
              object: evidence,
              message: `The rule is for port ${meant.join(', ')}, which is declared as TCP: ${toConnections}.`,
              action:
                'Leave to the rule what is known of a connection, or declare the port as HTTP (appProtocol: http) if it is.',
            },
          ];
    },
  );
};
