import { evaluateTarget } from '../status/evaluateTarget';
import { ClusterView } from '../view/ClusterView';
import { Bench, formatNumber, ratioLine } from './Bench';
import { cpuCost } from './cpuCost';
import { fleet } from './fleet';
import { measure } from './measure';
import { callersOf, observedFrom, serviceAt, targetOf } from './services';

const SIZES = [100, 1_000, 10_000];

function statusReader(services: number): () => unknown {
  const view = new ClusterView({ cluster: 'bench', objects: fleet(services) });
  const index = services / 2 + 1;
  const read = () =>
    evaluateTarget({
      view,
      target: targetOf(serviceAt(index)),
      observed: observedFrom(callersOf(index)),
      catalogCallers: [],
    });
  const { enrolment, access, ports } = read();
  const state = `${enrolment.state}, ${access.default}, ${ports[0]?.accepts}`;
  if (state !== 'enrolled, closed, mtls-only') {
    throw new Error(`The status of a service on the mesh reads: ${state}`);
  }
  return read;
}

const bench: Bench = {
  title: 'Status of one service (its cost follows the namespace)',
  run() {
    const readers = SIZES.map(statusReader);
    const costs = measure(readers);
    const cpu = readers.map(cpuCost);
    return [
      ...SIZES.map((size, i): [string, string] => [
        `${size.toLocaleString('en')} services`,
        `${formatNumber(costs[i])} µs`,
      ]),
      ratioLine(SIZES, costs),
      ...SIZES.map((size, i): [string, string] => [
        `${size.toLocaleString('en')}, by processor time`,
        `${formatNumber(cpu[i])} µs`,
      ]),
    ];
  },
};

export default bench;
