const ISTIO = 'https://istio.io/latest/docs';
const ANALYSIS = `${ISTIO}/reference/config/analysis`;

/** Codes of `istioctl analyze` that have a page of their own; the others stand in one list. */
const pages = new Set(
  `0001 0002 0101 0102 0103 0104 0105 0106 0107 0108 0109 0110 0111 0112 0113 0117 0118 0119 0122 0125 0127 0128 0129 0130
   0131 0132 0134 0135 0136 0137 0143 0144 0150 0151 0152 0153 0154 0155 0157 0158 0159 0160 0161 0162 0163 0164 0166 0167`
    .split(/\s+/)
    .map(number => `IST${number}`),
);

const topics = {
  access: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
  ambient: `${ISTIO}/ambient/usage/add-workloads/`,
  authorization: `${ISTIO}/reference/config/security/authorization-policy/`,
  cni: `${ISTIO}/setup/additional-setup/cni/`,
  destinations: `${ISTIO}/reference/config/networking/destination-rule/`,
  egress: `${ISTIO}/tasks/traffic-management/egress/egress-control/`,
  gateways: `${ISTIO}/reference/config/networking/gateway/`,
  injection: `${ISTIO}/setup/additional-setup/sidecar-injection/`,
  injectionProblems: `${ISTIO}/ops/common-problems/injection/`,
  layer4: `${ISTIO}/ambient/usage/l4-policy/`,
  mtls: `${ISTIO}/reference/config/security/peer_authentication/`,
  networkPolicy: `${ISTIO}/ambient/usage/networkpolicy/`,
  probes: `${ISTIO}/ops/configuration/mesh/app-health-check/`,
  protocols: `${ISTIO}/ops/configuration/traffic-management/protocol-selection/`,
  requirements: `${ISTIO}/ops/deployment/application-requirements/`,
  rollouts: 'https://argo-rollouts.readthedocs.io/en/stable/',
  routing: `${ISTIO}/reference/config/networking/virtual-service/`,
  safePolicies: `${ISTIO}/ops/best-practices/security/`,
  scrapes: `${ISTIO}/ops/integrations/prometheus/`,
  statefulSets:
    'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/',
  tokens: `${ISTIO}/reference/config/security/request_authentication/`,
  waypoints: `${ISTIO}/ambient/usage/waypoint/`,
} as const;

/** What our own codes are about; one without an entry is about the subject of its first digits. */
const subjects: Record<string, keyof typeof topics> = {
  ONM01: 'injection',
  ONM0103: 'access',
  ONM0107: 'waypoints',
  ONM0108: 'waypoints',
  ONM0109: 'layer4',
  ONM0110: 'waypoints',
  ONM0111: 'waypoints',
  ONM0112: 'ambient',
  ONM0113: 'requirements',
  ONM0114: 'cni',
  ONM0115: 'injectionProblems',
  ONM0116: 'networkPolicy',
  ONM0117: 'networkPolicy',
  ONM0118: 'networkPolicy',
  ONM0119: 'waypoints',
  ONM02: 'mtls',
  ONM0207: 'requirements',
  ONM0209: 'probes',
  ONM0210: 'protocols',
  ONM03: 'authorization',
  ONM0305: 'protocols',
  ONM0307: 'tokens',
  ONM0309: 'scrapes',
  ONM0310: 'protocols',
  ONM04: 'destinations',
  ONM0402: 'waypoints',
  ONM0403: 'protocols',
  ONM0404: 'egress',
  ONM05: 'rollouts',
  ONM0502: 'requirements',
  ONM060: 'authorization',
  ONM061: 'destinations',
  ONM062: 'routing',
  ONM0625: 'gateways',
  ONM0626: 'gateways',
  ONM063: 'requirements',
  ONM0632: 'statefulSets',
  ONM064: 'mtls',
  ONM0643: 'authorization',
  ONM0646: 'layer4',
  ONM065: 'safePolicies',
  ONM066: 'safePolicies',
  ONM067: 'requirements',
  ONM0672: 'scrapes',
  ONM0673: 'injectionProblems',
  ONM0674: 'mtls',
};

/** Where more is written about what a code finds, by those who make what it is about. */
export function linkOf(code: string): string | undefined {
  if (code.startsWith('IST')) {
    return pages.has(code)
      ? `${ANALYSIS}/${code.toLowerCase()}/`
      : `${ANALYSIS}/`;
  }
  const subject = [7, 6, 5]
    .map(length => subjects[code.slice(0, length)])
    .find(found => found !== undefined);
  return subject && topics[subject];
}
