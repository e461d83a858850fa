import { Rollout } from '../../delivery/Rollout';
import { rolloutProblems } from '../../delivery/validation';
import { AuthorizationPolicy } from '../../istio/authorization/AuthorizationPolicy';
import { peerAuthenticationProblems } from '../../istio/authorization/peerAuthenticationProblems';
import { policyProblems } from '../../istio/authorization/policyProblems';
import { RequestAuthentication } from '../../istio/authorization/RequestAuthentication';
import { requestAuthenticationProblems } from '../../istio/authorization/requestAuthenticationProblems';
import { PeerAuthentication } from '../../istio/PeerAuthentication';
import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { Problem, errors } from '../Problem';
import { own } from '../structure/isRecord';
import {
  DestinationRuleObject,
  destinationRuleProblems,
} from './destinationRule';
import { fromPolicyProblem } from './fromPolicyProblem';
import { GatewayObject, gatewayProblems } from './gateway';
import { ServiceEntryObject, serviceEntryProblems } from './serviceEntry';
import { SidecarObject, sidecarProblems } from './sidecar';
import { TelemetryObject, telemetryProblems } from './telemetry';
import { VirtualServiceObject, virtualServiceProblems } from './virtualService';
import { withoutNulls } from './withoutNulls';

// Each rule takes the type of its own kind, which the key names.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
const rules: Readonly<Record<string, (object: any) => Problem[]>> = {
  'networking.istio.io/VirtualService': (object: VirtualServiceObject) =>
    virtualServiceProblems(object),
  'networking.istio.io/DestinationRule': (object: DestinationRuleObject) =>
    destinationRuleProblems(object),
  'networking.istio.io/Gateway': (object: GatewayObject) =>
    gatewayProblems(object),
  'networking.istio.io/ServiceEntry': (object: ServiceEntryObject) =>
    serviceEntryProblems(object),
  'networking.istio.io/Sidecar': (object: SidecarObject) =>
    sidecarProblems(object),
  'telemetry.istio.io/Telemetry': (object: TelemetryObject) =>
    telemetryProblems(object),
  'security.istio.io/AuthorizationPolicy': (object: AuthorizationPolicy) =>
    policyProblems(object).map(fromPolicyProblem),
  'security.istio.io/PeerAuthentication': (object: PeerAuthentication) =>
    peerAuthenticationProblems(object).map(fromPolicyProblem),
  'security.istio.io/RequestAuthentication': (object: RequestAuthentication) =>
    requestAuthenticationProblems(object).map(fromPolicyProblem),
  'argoproj.io/Rollout': (object: Rollout) =>
    rolloutProblems(object).map(({ field, message }) => ({
      severity: 'error',
      path: field,
      message,
      source: 'webhook',
    })),
};

/**
 * What a webhook or a controller says of an object that its schema has taken: istiod of its own kinds, Argo Rollouts of a
 * Rollout. What other kinds are read by has no more to say than their schemas.
 *
 * @param object - valid by its schema
 */
export function webhookProblems(
  object: Record<string, unknown>,
  apiVersion: string,
  kind: string,
): Problem[] {
  const [group] = apiVersion.split('/');
  const rule = own(rules, `${group}/${kind}`);
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- its schema has just shown that it is what the rule takes
  const read: any = withoutNulls(object);
  return [
    ...(group.endsWith('.istio.io') ? annotationProblems(read, kind) : []),
    ...(rule?.(read) ?? []),
  ];
}

const ALWAYS_REJECT = 'internal.istio.io/webhook-always-reject';
const DRY_RUN = 'istio.io/dry-run';

function annotationProblems(
  { metadata: { annotations = {} } }: KubernetesObject,
  kind: string,
): Problem[] {
  return errors(
    [
      Object.hasOwn(annotations, ALWAYS_REJECT),
      `metadata.annotations[${ALWAYS_REJECT}]`,
      'istiod refuses whatever has this annotation.',
    ],
    [
      Object.hasOwn(annotations, DRY_RUN) && kind !== 'AuthorizationPolicy',
      `metadata.annotations[${DRY_RUN}]`,
      'Only an AuthorizationPolicy can be tried in dry run.',
    ],
  );
}
