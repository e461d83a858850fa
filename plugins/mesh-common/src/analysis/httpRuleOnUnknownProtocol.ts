import { requestRules } from './requestRules';
import { Rule } from './Rule';

/**
 * A rule looks at requests on ports whose protocol is not declared. It is asked about what Istio recognises as HTTP, and does
 * something else to what it does not.
 *
 * Source: Istio's documentation of protocol selection; istio pilot/pkg/security/authz/model/model.go, `checkError`.
 */
export const httpRuleOnUnknownProtocol: Rule = context => {
  const unclear = context.status.ports
    .filter(({ protocol }) => protocol === 'unknown')
    .map(({ port }) => String(port));
  if (unclear.length === 0) {
    return [];
  }
  return requestRules(context).flatMap(({ evidence, ports, toConnections }) => {
    const meant = unclear.filter(
      port => ports.length === 0 || ports.includes(port),
    );
    return meant.length === 0
      ? []
      : [
          {
            severity: 'warning',
            object: evidence,
            message: `The protocol of port ${meant.join(', ')} is not declared. The rule is asked about what Istio recognises there as HTTP; of other connections, ${toConnections}.`,
            action:
              'Set appProtocol: http on the Service port, or name the port http-….',
          },
        ];
  });
};
