import { CanaryWebhook } from './Canary';
import { GateType } from './gateTypes';
import { gatePath } from './gateUrl';

/** An entry of `spec.analysis.webhooks` of a Canary that asks for approvals here. */
export type GateWebhook = Required<CanaryWebhook>;

/**
 * The webhook by which Flagger asks here before it goes on.
 *
 * @param options.baseUrl - our API as the cluster reaches it, such as `https://portal.example.org/api/mesh`
 * @param options.token - of the canary; whoever has it can ask whether something is approved, and nothing else. A
 *   placeholder that the GitOps controller replaces, such as `${onmesh_gate}`, keeps it out of Git
 */
export function gateWebhook(options: {
  baseUrl: string;
  token: string;
  gate: GateType;
}): GateWebhook {
  const { baseUrl, token, gate } = options;
  return {
    name: `onmesh-${gate}`,
    type: gate,
    url: `${baseUrl.replace(/\/+$/, '')}${gatePath(token, gate)}`,
    timeout: '5s',
  };
}
