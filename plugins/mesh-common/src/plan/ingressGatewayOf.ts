import { Pod } from '../kubernetes/KubernetesObject';
import { gatewayAccount } from '../manifests/gatewayApiGateway';
import { ProfileIngress } from '../profile/Profile';
import { PlanContext } from './PlanContext';
import { PlanError } from './PlanError';

interface Account {
  namespace: string;
  serviceAccount: string;
}

/** By which service account requests come in. */
const GATEWAY = ['ingress', 'gateway', 'serviceAccount'];
const ROLE = 'istio';
const USUAL = 'ingressgateway';

/**
 * As whom the gateway calls the workload.
 *
 * @throws PlanError
 */
export function ingressAccount(
  context: PlanContext,
  ingress: ProfileIngress,
): Account {
  const { namespace, workload } = context.target;
  return ingress.api === 'gateway-api'
    ? { namespace, serviceAccount: gatewayAccount(workload) }
    : ingressPods(context, ingress).account;
}

/**
 * The gateway pods of Istio that an ingress is to come by: their account, and the labels that select them. Both are read
 * from the pods, because installations name them as they like.
 *
 * @throws PlanError
 */
export function ingressPods(
  { view, target }: PlanContext,
  { gateway }: ProfileIngress,
): { account: Account; selector: Record<string, string> } {
  const pods = view
    .listAll<Pod>('Pod')
    .filter(pod =>
      gateway
        ? pod.metadata.namespace === gateway.namespace &&
          accountOf(pod).serviceAccount === gateway.serviceAccount
        : pod.metadata.labels?.[ROLE] === USUAL,
    );
  const found = new Map(
    pods.map(pod => {
      const account = accountOf(pod);
      return [`${account.namespace}/${account.serviceAccount}`, pod];
    }),
  );
  const [pod, another] = found.values();
  if (pod === undefined) {
    throw new PlanError(
      gateway
        ? `Cluster ${target.cluster} has no pod of the gateway ${gateway.namespace}/${gateway.serviceAccount}. Correct ingress.gateway in the profile.`
        : `Cluster ${target.cluster} has no pod with the label ${ROLE}: ${USUAL}, so it is not known by which gateway requests come in. Name its service account as ingress.gateway in the profile.`,
      GATEWAY,
    );
  }
  if (another !== undefined) {
    throw new PlanError(
      `Cluster ${target.cluster} has several gateways, ${[...found.keys()].sort().join(' and ')}. Name the service account of one as ingress.gateway in the profile.`,
      GATEWAY,
    );
  }
  const role = pod.metadata.labels?.[ROLE];
  if (role === undefined) {
    throw new PlanError(
      `The pods of the gateway ${[...found.keys()][0]} have no label ${ROLE}, by which a Gateway could select them and no others. Choose another one as ingress.gateway in the profile.`,
      GATEWAY,
    );
  }
  return { account: accountOf(pod), selector: { [ROLE]: role } };
}

function accountOf({ metadata, spec }: Pod): Account {
  return {
    namespace: metadata.namespace ?? '',
    serviceAccount: spec?.serviceAccountName ?? 'default',
  };
}
