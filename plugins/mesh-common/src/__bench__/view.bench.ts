import { ClusterView } from '../view/ClusterView';
import { Bench, formatNumber, ratioLine } from './Bench';
import { fleet } from './fleet';
import { measure } from './measure';

const SIZES = [100, 1_000, 10_000];

const bench: Bench = {
  title: 'Building the view of a cluster (its cost follows the cluster)',
  run() {
    const clusters = SIZES.map(fleet);
    const costs = measure(
      clusters.map(
        objects => () => new ClusterView({ cluster: 'bench', objects }),
      ),
    );
    return [
      ...SIZES.map((size, i): [string, string] => [
        `${size.toLocaleString('en')} services, ${clusters[i].length.toLocaleString('en')} objects`,
        `${formatNumber(costs[i])} µs`,
      ]),
      ratioLine(SIZES, costs),
    ];
  },
};

export default bench;
