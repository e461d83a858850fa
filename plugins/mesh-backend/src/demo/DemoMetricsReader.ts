import {
  ClusterView,
  findWorkload,
  ObservedCaller,
  ObservedTraffic,
  Pod,
  evaluateTarget,
} from '@onmesh/plugin-mesh-common';
import {
  ClusterReader,
  MetricsReader,
  ObservedTarget,
} from '@onmesh/plugin-mesh-node';
import { rate, simulatedPolicyCounts } from './simulatedPolicyCounts';

/**
 * Traffic of the demo: that of a file, as far as the mesh lets it through. Once a target has sidecars, callers with one
 * come by mTLS and the others in plaintext; a port that takes only mTLS hears nothing from the latter; and what a policy
 * denies is answered 403, and counted.
 */
export class DemoMetricsReader implements MetricsReader {
  readonly #traffic: MetricsReader;
  readonly #clusters: ClusterReader;

  constructor(options: { traffic: MetricsReader; clusters: ClusterReader }) {
    this.#traffic = options.traffic;
    this.#clusters = options.clusters;
  }

  async observed(target: ObservedTarget): Promise<ObservedTraffic | undefined> {
    const traffic = await this.#traffic.observed(target);
    if (!traffic || !this.#clusters.clusters().includes(target.cluster)) {
      return traffic;
    }
    const { view } = await this.#clusters.view(target.cluster);
    const workload = findWorkload(view, target);
    return workload && everyPodHasSidecar(workload.pods)
      ? throughSidecars(view, target, traffic)
      : traffic;
  }
}

function throughSidecars(
  view: ClusterView,
  target: ObservedTarget,
  traffic: ObservedTraffic,
): ObservedTraffic {
  const asSeen = {
    ...traffic,
    callers: traffic.callers.map(caller => seenBySidecar(view, caller)),
  };
  const { ports, access } = evaluateTarget({
    view,
    target,
    observed: asSeen,
    catalogCallers: [],
  });
  const strict = ports.every(({ accepts }) => accepts === 'mtls-only');
  const callers = asSeen.callers.filter(
    ({ mtls }) => mtls !== false || !strict,
  );
  const denied = callers.filter(caller =>
    access.callers.some(
      known =>
        known.verdict === 'denied' &&
        known.caller.namespace === caller.namespace &&
        known.caller.label === caller.workload,
    ),
  );
  const total = rate(callers);
  return {
    ...asSeen,
    callers,
    policies: simulatedPolicyCounts({ ...asSeen, callers }, access),
    ...(total === 0
      ? { successRate: undefined, forbiddenRate: undefined, p99Ms: undefined }
      : { forbiddenRate: rate(denied) / total }),
  };
}

/** A caller that is not a workload of the cluster is as the file says. */
function seenBySidecar(
  view: ClusterView,
  caller: ObservedCaller,
): ObservedCaller {
  const { workload: name, namespace } = caller;
  const workload =
    name === undefined || namespace === undefined
      ? undefined
      : findWorkload(view, { namespace, workload: name });
  if (!workload || workload.pods.length === 0) {
    return caller;
  }
  const mtls = everyPodHasSidecar(workload.pods);
  return {
    ...caller,
    mtls,
    // Plaintext carries no identity.
    serviceAccount: mtls ? workload.serviceAccount : undefined,
  };
}

function everyPodHasSidecar(pods: readonly Pod[]): boolean {
  return (
    pods.length > 0 &&
    pods.every(({ spec }) =>
      [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].some(
        ({ name }) => name === 'istio-proxy',
      ),
    )
  );
}
