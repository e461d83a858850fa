import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { ProfileCanary } from '../profile/Profile';
import { managedMetadata } from './managed';

/** Where Istio's own Prometheus add-on listens. */
export const defaultPrometheusAddress =
  'http://prometheus.istio-system.svc:9090';

/** Without traffic there is no result. No condition holds then, so that a person decides and not the silence. */
const KNOWN = 'len(result) > 0 && !isNaN(result[0])';

const INITIAL_DELAY = 60;
const INTERVAL = 30;
/** Bad measurements that are put up with before the canary is stopped. */
const TOLERATED = 2;

/** How long an analysis takes, in seconds, until it can have stopped a canary that is bad from the start. */
export const secondsToJudge = INITIAL_DELAY + TOLERATED * INTERVAL;

type OwnQuery = NonNullable<NonNullable<ProfileCanary['analysis']>['query']>;

/** `argoproj.io/v1alpha1` AnalysisTemplate, as far as we write it. */
export interface AnalysisTemplate extends KubernetesObject {
  kind: 'AnalysisTemplate';
  spec: {
    args: { name: string }[];
    metrics: {
      name: string;
      initialDelay: string;
      interval: string;
      failureLimit: number;
      inconclusiveLimit: number;
      consecutiveErrorLimit: number;
      successCondition: string;
      failureCondition: string;
      provider: { prometheus: { address: string; query: string } };
    }[];
  };
}

/**
 * What a canary is judged by while traffic shifts to it. Undefined when the profile sets no limit.
 *
 * Only the canary's pods count. Istio calls the workload the same for both versions, so pods are told apart by name,
 * which every usual Prometheus setup keeps, while the pod label with the hash is dropped by some.
 */
export function analysisTemplate(of: {
  name: string;
  namespace: string;
  analysis: ProfileCanary['analysis'];
  prometheusAddress: string;
}): AnalysisTemplate | undefined {
  const { minSuccessRate, maxP99Ms, query: own } = of.analysis ?? {};
  const pods = `${of.name.replaceAll('.', '[.]')}-{{args.canary-hash}}-.*`;
  const requests = (more = '') =>
    `{reporter="destination",destination_workload_namespace="${of.namespace}",pod=~"${pods}"${more}}[2m]`;
  const total = `sum(rate(istio_requests_total${requests()}))`;
  // Where nothing failed there is no series of failures, which is not the same as knowing nothing.
  const failed = `(sum(rate(istio_requests_total${requests(',response_code=~"5.*"')})) or vector(0))`;
  const latency = `sum by (le) (rate(istio_request_duration_milliseconds_bucket${requests()}))`;
  const metrics = [
    ...(minSuccessRate === undefined
      ? []
      : [
          metric({
            name: 'success-percent',
            query: `100 - 100 * ${failed} / ${total}`,
            good: `>= ${minSuccessRate}`,
            bad: `< ${minSuccessRate}`,
          }),
        ]),
    ...(maxP99Ms === undefined
      ? []
      : [
          metric({
            name: 'p99-ms',
            query: `histogram_quantile(0.99, ${latency})`,
            good: `<= ${maxP99Ms}`,
            bad: `> ${maxP99Ms}`,
          }),
        ]),
    ...(own ? [ownMetric(own)] : []),
  ];
  return metrics.length === 0
    ? undefined
    : {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'AnalysisTemplate',
        metadata: managedMetadata(of),
        spec: { args: [{ name: 'canary-hash' }], metrics },
      };

  function ownMetric({ name, promql, min, max }: OwnQuery) {
    const result = 'result[0]';
    const good = [
      ...(min === undefined ? [] : [`>= ${min}`]),
      ...(max === undefined ? [] : [`<= ${max}`]),
    ];
    const bad = [
      ...(min === undefined ? [] : [`< ${min}`]),
      ...(max === undefined ? [] : [`> ${max}`]),
    ];
    return metric({
      name: `own-${name}`,
      query: promql,
      good: good.join(` && ${result} `),
      bad:
        bad.length > 1 ? bad.join(` || ${KNOWN} && ${result} `) : bad.join(''),
    });
  }

  function metric(m: {
    name: string;
    query: string;
    good: string;
    bad: string;
  }) {
    return {
      name: m.name,
      // The first samples of a new pod take a few scrapes.
      initialDelay: `${INITIAL_DELAY}s`,
      interval: `${INTERVAL}s`,
      failureLimit: TOLERATED,
      inconclusiveLimit: TOLERATED,
      consecutiveErrorLimit: 4,
      successCondition: `${KNOWN} && result[0] ${m.good}`,
      failureCondition: `${KNOWN} && result[0] ${m.bad}`,
      provider: {
        prometheus: { address: of.prometheusAddress, query: m.query },
      },
    };
  }
}
