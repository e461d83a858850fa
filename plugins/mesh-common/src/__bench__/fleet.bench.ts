import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { FleetSummaries } from '../status/FleetSummaries';
import { TargetSummary } from '../status/TargetSummary';
import { ClusterView } from '../view/ClusterView';
import { Bench, formatNumber, ratioLine } from './Bench';
import { fleet } from './fleet';
import { measure } from './measure';
import { PER_NAMESPACE, serviceAt } from './services';

const TARGETS = 1_000;
const SIZES = [TARGETS, 10 * TARGETS];
const services = Array.from({ length: TARGETS }, (_, i) => serviceAt(i));

function ask(summaries: FleetSummaries): TargetSummary[] {
  const found = services.flatMap(({ name, namespace }) =>
    summaries
      .targets({ namespace, labelSelector: `app=${name}` })
      .map(target => summaries.summary(target, '2026-11-25T12:00:00Z')),
  );
  if (found.length !== TARGETS) {
    throw new Error(`${found.length} of ${TARGETS} targets were found`);
  }
  return found;
}

/** A cluster as it is and after one pod was written again, back and forth. */
function changingCluster(objects: KubernetesObject[]): () => ClusterView {
  const changed = objects.findIndex(({ kind }) => kind === 'Pod');
  const views = [objects, objects.with(changed, { ...objects[changed] })].map(
    all => new ClusterView({ cluster: 'bench', objects: all }),
  );
  return () => {
    views.reverse();
    return views[0];
  };
}

function callsOf(size: number) {
  const next = changingCluster(fleet(size));
  const summaries = new FleetSummaries(next());
  const before = ask(summaries);
  const afterChange = () => {
    summaries.follow(next());
    return ask(summaries);
  };
  const known = new Set(before);
  const anew = afterChange().filter(summary => !known.has(summary)).length;
  if (anew !== PER_NAMESPACE) {
    throw new Error(`A changed pod had ${anew} targets evaluated`);
  }
  return {
    first: () => ask(new FleetSummaries(next())),
    again: () => ask(summaries),
    afterChange,
  };
}

const bench: Bench = {
  title:
    'Fleet of 1,000 targets (after a change its cost follows the namespace)',
  run() {
    const calls = SIZES.map(callsOf);
    const costs = {
      first: measure(calls.map(({ first }) => first)),
      again: measure(calls.map(({ again }) => again)),
      afterChange: measure(calls.map(({ afterChange }) => afterChange)),
    };
    const lines = SIZES.flatMap((size, i): [string, string][] => {
      const of = (cost: number) =>
        `${formatNumber(cost / 1000)} ms, ${formatNumber((100 * cost) / costs.first[i])} %`;
      return [
        [`of ${size.toLocaleString('en')} services: first`, of(costs.first[i])],
        ['  again', of(costs.again[i])],
        [
          `  after one pod (${PER_NAMESPACE} evaluated)`,
          of(costs.afterChange[i]),
        ],
      ];
    });
    return [...lines, ratioLine(SIZES, costs.afterChange)];
  },
};

export default bench;
