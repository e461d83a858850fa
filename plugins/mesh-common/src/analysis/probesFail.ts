import {
  REWRITE_PROBES,
  rewritesProbes,
} from '../istio/injection/rewritesProbes';
import { acceptedOn, keepsFromSidecar } from '../status/portMtls';
import { Finding } from '../status/Finding';
import { NetworkProbe, networkProbes } from '../status/networkProbes';
import { waypointSetup } from '../status/waypointSetup';
import { ambientAuthorizer } from '../istio/waypoint';
import { Rule, RuleContext } from './Rule';

/**
 * Probes are not sent to the agent in the sidecar, so the kubelet's plaintext meets what every caller meets: mTLS and rules
 * about identities. A connection by TCP the sidecar always takes, whatever the application does.
 *
 * Source: istio pkg/kube/inject/app_probe.go.
 */
export const probesFail: Rule = context => {
  const { view, workload, status } = context;
  const { revision } = status.enrolment;
  const { annotations } = workload.template;
  if (
    status.mesh !== 'istio-sidecar' ||
    revision === undefined ||
    rewritesProbes(annotations, view.mesh.injectors?.[revision]) !== false
  ) {
    return [];
  }
  const namespace = workload.namespace.metadata.name;
  const asked = annotations[REWRITE_PROBES];
  const because = asked
    ? `${REWRITE_PROBES} is ${JSON.stringify(asked)}`
    : 'the control plane does not rewrite probes';
  const why = whyRefused(context);
  return networkProbes(workload)
    .filter(
      ({ port }) => !keepsFromSidecar({ workload, mesh: status.mesh }, port),
    )
    .flatMap(probe => {
      const outcome = outcomeOf(probe, because, why);
      return outcome === undefined
        ? []
        : [
            {
              ...outcome,
              object: {
                kind: workload.kind,
                namespace,
                name: workload.name,
                field: probe.field,
              },
              action: asked
                ? `Remove the annotation ${REWRITE_PROBES}.`
                : `Set ${REWRITE_PROBES}: "true" on the pods.`,
            },
          ];
    });
};

function outcomeOf(
  probe: NetworkProbe,
  because: string,
  why: (probe: NetworkProbe) => string | undefined,
): Pick<Finding, 'severity' | 'message'> | undefined {
  const { kind, container, port } = probe;
  const what = `The ${kind} of ${container} on port ${port}`;
  if (probe.by === 'tcp') {
    return {
      severity: 'warning',
      message: `${what} tells nothing: ${because}, and the sidecar takes every connection, whether the application listens or not.`,
    };
  }
  const reason = why(probe);
  return reason === undefined
    ? undefined
    : {
        severity: 'error',
        message: `${what} fails: ${because}, and the kubelet comes in plaintext. ${reason}`,
      };
}

/** Why the sidecar refuses a request of the kubelet; undefined where it does not, or where it is not certain. */
function whyRefused({
  view,
  workload,
  status,
}: RuleContext): (probe: NetworkProbe) => string | undefined {
  const { mesh, enrolment } = status;
  const { past } = ambientAuthorizer(waypointSetup({ view, workload, mesh }));
  const unreadable = view.unreadable('AuthorizationPolicy') !== undefined;
  return ({ by, port, path }) => {
    const { accepts, reason } = acceptedOn(
      { view, workload, mesh, enrolment },
      { port },
    );
    if (accepts === 'mtls-only') {
      return reason;
    }
    const decision = past({
      source: { principal: null },
      port,
      protocol: 'http',
      ...(by === 'http'
        ? { method: 'GET', path }
        : { method: 'POST', path: '/grpc.health.v1.Health/Check' }),
    });
    return decision.verdict === 'denied' && !unreadable
      ? decision.reason
      : undefined;
  };
}
