import { PolicyRule, policyValues } from './PolicyRule';

/** Labels of the gateways that Istio installs and of those that it makes. */
const GATEWAY_LABELS = [
  'istio',
  'gateway.networking.k8s.io/gateway-name',
  'gateway.istio.io/managed',
];

/**
 * A policy for a workload looks at `remoteIpBlocks`. A sidecar believes the last entry of X-Forwarded-For, which any client
 * can write; only a gateway that knows how many proxies are before it does not.
 *
 * Source: istio pilot/pkg/networking/core/listener_builder.go, `xffNumTrustedHops` and `useRemoteAddress`.
 */
export const clientSaysItsAddress: PolicyRule = policy => {
  const { selector, targetRef, targetRefs } = policy.spec ?? {};
  const isForGateway =
    targetRef !== undefined ||
    targetRefs !== undefined ||
    Object.keys(selector?.matchLabels ?? {}).some(label =>
      GATEWAY_LABELS.includes(label),
    );
  return isForGateway
    ? []
    : policyValues(policy)
        .filter(({ key }) => key === 'remoteIpBlocks' || key === 'remote.ip')
        .map(({ field, value }) => ({
          severity: 'warning',
          field,
          message: `A sidecar takes the address of the client (${value}) from X-Forwarded-For, which any client can write.`,
          action:
            'Check addresses of clients at the ingress gateway, or use ipBlocks, the address of the connection.',
        }));
};
