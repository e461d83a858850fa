import {
  PodGroup,
  ProxyState,
  TargetWaypoint,
} from '@onmesh/plugin-mesh-common';
import { describeAccess } from './authzWho';
import { describeDelivery } from './canary';
import { describeConnections, describePorts } from './mtls';
import { reportCommand } from './report';
import { describeRoutes } from './routes';

/** Everything about workloads: mesh, mTLS, access, routes, delivery, findings. */
export const status = reportCommand({
  name: 'status',
  summary: 'What does the mesh do to a workload, and what is wrong?',
  findings: '',
  data: ({ target, findings, ...rest }) => rest,
  text: one => {
    const { state, pods, podGroups = [], reason, missing } = one.enrolment;
    const waypoints = one.waypoints ?? [];
    return [
      `mesh: ${state}, ${pods.withReadyProxy} of ${pods.total} pods with a ready proxy. ${reason}`,
      ...missing.map(what => `  missing: ${what}`),
      ...podGroups
        .filter(({ needs }) => needs !== 'nothing')
        .map(group => `  ${describePods(group)}`),
      ...(waypoints.length > 0
        ? section('waypoints', waypoints.map(describeWaypoint))
        : []),
      ...section('mTLS', [...describePorts(one), ...describeConnections(one)]),
      ...section('access', describeAccess(one)),
      ...section('routes', describeRoutes(one)),
      ...section('delivery', describeDelivery(one)),
    ];
  },
});

function describePods({ pods, now, wanted, reason }: PodGroup): string {
  const names = pods.length === 1 ? `pod ${pods[0]}` : `${pods.length} pods`;
  return `${names}: ${proxyOf(now)} -> ${proxyOf(wanted)}. ${reason}`;
}

function proxyOf({ mesh, revision }: ProxyState): string {
  return revision === undefined ? mesh : `${mesh} ${revision}`;
}

function describeWaypoint({
  service,
  state,
  pods,
  ingress,
  reason,
}: TargetWaypoint): string {
  return [
    service === undefined ? 'addresses of pods' : `service ${service}`,
    `${state}${pods ? `, ${pods.ready} of ${pods.total} pods ready` : ''}${ingress ? ', ingress as well' : ''}`,
    reason,
  ].join('  ');
}

function section(title: string, lines: readonly string[]): string[] {
  return [`${title}:`, ...lines.map(line => `  ${line}`)];
}
