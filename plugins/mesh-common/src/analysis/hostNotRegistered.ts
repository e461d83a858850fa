import { importsHost } from '../istio/egress/importsHost';
import { OutboundMode, outboundMode } from '../istio/egress/outboundMode';
import { registeredHost } from '../istio/egress/registeredHost';
import { EgressSidecar } from '../istio/egress/Sidecar';
import { sidecarFor } from '../istio/egress/sidecarFor';
import { Evidence } from '../status/Evidence';
import { Finding } from '../status/Finding';
import { OutsideCall } from '../status/ObservedTraffic';
import { Rule, RuleContext } from './Rule';

/**
 * A workload was seen to call hosts outside that its sidecar refuses, or would refuse where only known hosts may be called: no
 * ServiceEntry makes them known to it, or its Sidecar leaves them out. Of what it calls only metrics tell; without them nothing is
 * said.
 *
 * Source: istio pilot/pkg/networking/core/httproute.go, `buildSidecarOutboundHTTPRouteConfig` (`block_all`); Istio's task of
 * accessing external services.
 */
export const hostNotRegistered: Rule = context => {
  const { view, workload, status } = context;
  const { outside = [] } = status.traffic ?? {};
  if (
    status.mesh !== 'istio-sidecar' ||
    outside.length === 0 ||
    view.unreadable('ServiceEntry') ||
    view.unreadable('Sidecar')
  ) {
    return [];
  }
  const sidecar = sidecarFor(
    {
      namespace: workload.namespace.metadata.name,
      labels: workload.template.labels,
    },
    namespace => view.list<EgressSidecar>('Sidecar', namespace),
    view.mesh.rootNamespace,
  );
  const outbound = outboundMode(sidecar, view.mesh.outboundTrafficPolicy);
  if (outbound.mode === 'ALLOW_ANY' || outbound.mode === 'elsewhere') {
    return [];
  }
  return [
    { blocked: true, severity: 'warning' as const },
    // What was let through until now breaks.
    ...(outbound.mode === 'REGISTRY_ONLY'
      ? [{ blocked: false, severity: 'error' as const }]
      : []),
  ].flatMap(({ blocked, severity }) => {
    const calls = outside.filter(
      call =>
        call.blocked === blocked && (blocked || !isBlocked(outside, call)),
    );
    return [
      ...unknownHosts(context, outbound, calls).map(one => ({
        ...one,
        severity,
      })),
      ...leftOut(context, sidecar, calls).map(one => ({ ...one, severity })),
      ...unnamed(context, outbound, calls, blocked),
    ];
  });
};

/** Who calls the whole world need not read all of it. */
const MOST_HOSTS = 5;

type Said = Omit<Finding, 'code' | 'severity'>;

function isBlocked(outside: readonly OutsideCall[], { host }: OutsideCall) {
  return outside.some(call => call.blocked && call.host === host);
}

function unknownHosts(
  { view, workload }: RuleContext,
  outbound: OutboundMode,
  calls: readonly OutsideCall[],
): Said[] {
  const { namespace, name } = workload;
  const hosts = calls
    .flatMap(({ host }) => host ?? [])
    .filter(host => !registeredHost(view, host, namespace.metadata.name));
  return hosts.length === 0
    ? []
    : [
        {
          object: evidenceOf(workload, outbound),
          message: `${name} was seen to call ${inWords(hosts)}, which no ServiceEntry makes known in namespace ${namespace.metadata.name}. Its sidecar refuses hosts that the mesh does not know.`,
          action:
            'Write a ServiceEntry for those that it is to call (location: MESH_EXTERNAL), or list them in the profile under egress.hosts.',
        },
      ];
}

function leftOut(
  { view, workload }: RuleContext,
  sidecar: EgressSidecar | undefined,
  calls: readonly OutsideCall[],
): Said[] {
  if (!sidecar) {
    return [];
  }
  const hosts = calls.flatMap(({ host }) => {
    const known =
      host === undefined
        ? undefined
        : registeredHost(view, host, workload.namespace.metadata.name);
    return host !== undefined && known && !importsHost(sidecar, known)
      ? [host]
      : [];
  });
  const { namespace, name } = sidecar.metadata;
  return hosts.length === 0
    ? []
    : [
        {
          object: { kind: 'Sidecar', namespace, name, field: 'spec.egress' },
          message: `${workload.name} was seen to call ${inWords(hosts)}, which Sidecar ${namespace}/${name} leaves out. Its sidecar refuses hosts that are not listed there.`,
          action: 'Add those that it is to call to the hosts of the Sidecar.',
        },
      ];
}

/** Where connections went the metrics do not say, so whether a ServiceEntry makes it known by now is not known. */
function unnamed(
  { workload }: RuleContext,
  outbound: OutboundMode,
  calls: readonly OutsideCall[],
  blocked: boolean,
): Omit<Finding, 'code'>[] {
  return calls.some(({ host }) => host === undefined)
    ? [
        {
          severity: blocked ? 'warning' : 'info',
          object: evidenceOf(workload, outbound),
          message: blocked
            ? `Connections of ${workload.name} to hosts outside are refused. Its sidecar lets nothing out but to hosts that the mesh knows, and of connections, such as TLS, the metrics do not say where they went.`
            : `Whether all connections of ${workload.name} to hosts outside still get out is not known. Some went to hosts that the mesh did not know, and of connections, such as TLS, the metrics do not say which.`,
          action:
            'Look in the access log of the sidecar where they go, and write ServiceEntries for those that it is to call.',
        },
      ]
    : [];
}

/** The most frequent ones. */
function inWords(hosts: readonly string[]): string {
  const more = hosts.length - MOST_HOSTS;
  return more > 0
    ? `${hosts.slice(0, MOST_HOSTS).join(', ')} and ${more} more`
    : hosts.join(', ');
}

function evidenceOf(
  { kind, namespace, name }: RuleContext['workload'],
  { decidedBy }: OutboundMode,
): Evidence {
  return decidedBy
    ? {
        kind: 'Sidecar',
        namespace: decidedBy.metadata.namespace,
        name: decidedBy.metadata.name,
        field: 'spec.outboundTrafficPolicy.mode',
        value: 'REGISTRY_ONLY',
      }
    : { kind, namespace: namespace.metadata.name, name };
}
