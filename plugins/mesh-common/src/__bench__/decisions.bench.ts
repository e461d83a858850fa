import {
  AuthorizationRequest,
  authorizer,
  indexedAuthorizer,
} from '../istio/authorization';
import { Bench, formatNumber, ratioLine } from './Bench';
import { cpuCost } from './cpuCost';
import { callersOnly } from './manifests';
import { measure } from './measure';
import { callersOf, serviceAt } from './services';

const SIZES = [1, 100, 1_000];
const service = serviceAt(5);
const callers = callersOf(5);

function requestFrom({ name }: { name: string }): AuthorizationRequest {
  const { namespace } = service;
  return {
    source: { principal: `cluster.local/ns/${namespace}/sa/${name}` },
    protocol: 'http',
    port: 8080,
    method: 'GET',
    path: '/api/orders',
    host: service.name,
    headers: {},
  };
}

/** Policies that all apply to one workload; only the last one names the caller that is let through. */
function policies(count: number) {
  return Array.from({ length: count }, (_, i) => {
    const policy = callersOnly(
      service,
      i === count - 1 ? callers : [serviceAt(1000 + i)],
    );
    return { ...policy, metadata: { ...policy.metadata, name: `policy-${i}` } };
  });
}

/** One request that is allowed and one that is denied. */
function twoDecisions(
  authorize: typeof authorizer | typeof indexedAuthorizer,
  count: number,
): () => unknown {
  const decide = authorize({
    mesh: { rootNamespace: 'istio-system', trustDomain: 'cluster.local' },
    point: {
      kind: 'sidecar',
      namespace: service.namespace,
      labels: { app: service.name },
    },
    policies: policies(count),
  });
  const allowed = requestFrom(callers[0]);
  const denied = requestFrom({ name: 'stranger' });
  const verdicts = [allowed, denied].map(request => decide(request).verdict);
  if (verdicts.join() !== 'allowed,denied') {
    throw new Error(`A caller and a stranger are ${verdicts.join(' and ')}`);
  }
  return () => [decide(allowed), decide(denied)];
}

const bench: Bench = {
  title: 'Decisions on requests, policies translated once (half are denied)',
  run() {
    return [
      ...lines('with reasons', authorizer),
      ...lines('verdicts, indexed', indexedAuthorizer),
    ];
  },
};

function lines(
  which: string,
  authorize: Parameters<typeof twoDecisions>[0],
): [name: string, value: string][] {
  const deciders = SIZES.map(count => twoDecisions(authorize, count));
  const costs = measure(deciders);
  const cpu = deciders.map(cpuCost);
  const [growth, ratio] = ratioLine(SIZES, costs);
  return [
    ...SIZES.map((size, i): [string, string] => [
      `${which}, ${size.toLocaleString('en')} ${size === 1 ? 'policy' : 'policies'}`,
      `${formatNumber(2e6 / costs[i])} decisions/s`,
    ]),
    [`${which}, ${growth}`, ratio],
    ...SIZES.map((size, i): [string, string] => [
      `${which}, ${size.toLocaleString('en')}, by processor time`,
      `${formatNumber(2e6 / cpu[i])} decisions/s`,
    ]),
  ];
}

export default bench;
