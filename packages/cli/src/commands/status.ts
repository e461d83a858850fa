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
    const { state, pods, reason, missing } = one.enrolment;
    return [
      `mesh: ${state}, ${pods.withReadyProxy} of ${pods.total} pods with a ready proxy. ${reason}`,
      ...missing.map(what => `  missing: ${what}`),
      ...section('mTLS', [...describePorts(one), ...describeConnections(one)]),
      ...section('access', describeAccess(one)),
      ...section('routes', describeRoutes(one)),
      ...section('delivery', describeDelivery(one)),
    ];
  },
});

function section(title: string, lines: readonly string[]): string[] {
  return [`${title}:`, ...lines.map(line => `  ${line}`)];
}
