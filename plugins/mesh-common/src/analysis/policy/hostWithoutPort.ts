import { PolicyRule, policyValues } from './PolicyRule';

/**
 * A host without a port also meets the same host with one, but not the other way round: `example.com` is not what a client
 * sends that names the port.
 *
 * Source: istio pilot/pkg/security/authz/model/generator.go, `hostGenerator`.
 */
export const hostWithoutPort: PolicyRule = policy => {
  const hosts = policyValues(policy).filter(({ key }) => key === 'hosts');
  const meetsPort = (host: string) =>
    hosts.some(
      ({ value }) => value.startsWith(`${host}:`) || value === `${host}*`,
    );
  return hosts
    .filter(
      ({ value }) =>
        !value.endsWith('*') && !value.includes(':') && !meetsPort(value),
    )
    .map(({ field, value, negated }) => ({
      severity: 'info',
      field,
      message: `${value} is not ${value}:8080: a client that names the port is ${negated ? 'not excepted' : 'not matched'}.`,
      action: `Add ${value}:*, if clients may name the port.`,
    }));
};
