import { meshFindings } from '../analysis/mesh/meshFindings';
import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { ClusterView } from '../view/ClusterView';
import { Bench, formatNumber, ratioLine } from './Bench';
import { fleet } from './fleet';
import { measure } from './measure';

const SIZES = [100, 1_000, 10_000];

const bench: Bench = {
  title: 'Analysis of a whole mesh',
  run() {
    const costs = measure(
      SIZES.map(size => {
        const objects: KubernetesObject[] = fleet(size);
        return () => {
          // A new view each time: what rules share is kept with the view.
          const view = new ClusterView({ cluster: 'bench', objects });
          const { findings } = meshFindings(view);
          if (findings.length === 0) {
            throw new Error('The fleet has something to find, and nothing was');
          }
          return findings;
        };
      }),
    );
    return [
      ...SIZES.map((size, i): [string, string] => [
        `${size.toLocaleString('en')} services`,
        `${formatNumber(costs[i] / 1_000)} ms`,
      ]),
      ratioLine(SIZES, costs),
    ];
  },
};

export default bench;
