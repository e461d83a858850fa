import { ambientAuthorizer } from '../istio/waypoint';
import { callerWay } from '../status/callerWay';
import { describeEvidence } from '../status/Evidence';
import { evidenceOf } from '../status/judgeCaller';
import { waypointSetup } from '../status/waypointSetup';
import { gatewaysLeadingTo } from './gatewaysLeadingTo';
import { Rule } from './Rule';

/**
 * A gateway leads requests from outside to the target and is refused there: whoever wrote who may call did not think of it.
 * One that was seen to call, or that the catalog declares, is told of as any caller is.
 */
export const gatewayIsDenied: Rule = ({ view, workload, status }) => {
  const { mesh, ports, access } = status;
  const isChecked =
    access.default === 'closed' ||
    (access.default === 'open' && access.rules.length > 0);
  const gateways = isChecked ? gatewaysLeadingTo(view, workload) : [];
  if (gateways.length === 0) {
    return [];
  }
  const { decide } = ambientAuthorizer(waypointSetup({ view, workload, mesh }));
  return gateways.flatMap(({ name, accounts, route }) =>
    accounts
      .filter(
        ({ namespace, serviceAccount }) =>
          !access.callers.some(
            ({ caller, sources }) =>
              caller.namespace === namespace &&
              caller.serviceAccount === serviceAccount &&
              (sources.includes('observed') || sources.includes('catalog')),
          ),
      )
      .flatMap(account => {
        const { namespace, serviceAccount } = account;
        const principal = `${view.mesh.trustDomain}/ns/${namespace}/sa/${serviceAccount}`;
        const way = callerWay(view, account, workload);
        const decisions = (ports.length === 0 ? [{}] : ports).map(
          ({ port }: { port?: number }) =>
            decide({ source: { principal }, port }, way),
        );
        // A port that the gateway does not lead to may well be closed for it.
        const [first] = decisions;
        return decisions.every(({ verdict }) => verdict === 'denied')
          ? [
              {
                severity: 'error' as const,
                object: first.by && evidenceOf(first.by),
                message: `Gateway ${name} leads here by ${describeEvidence(route)} and is denied as service account ${namespace}/${serviceAccount}. ${first.reason}`,
                action: `Let ${namespace}/${serviceAccount} call, or remove the route.`,
              },
            ]
          : [];
      }),
  );
};
