import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { evaluateTarget } from '../status/evaluateTarget';
import { ClusterView } from '../view/ClusterView';
import { Bench, formatNumber } from './Bench';
import { fleet } from './fleet';
import { serviceAt, targetOf } from './services';

const SERVICES = 10_000;

const bench: Bench = {
  title: 'A view of 10,000 services: objects, heap, and the first status of it',
  run() {
    const collect = garbageCollector();
    const heap = () => {
      collect();
      return process.memoryUsage().heapUsed / 2 ** 20;
    };
    const empty = heap();
    const objects = fleet(SERVICES);
    const withObjects = heap();
    const [view, built] = timed(
      () => new ClusterView({ cluster: 'bench', objects }),
    );
    const withView = heap();
    const [status, first] = timed(() =>
      evaluateTarget({
        view,
        target: targetOf(serviceAt(SERVICES / 2 + 1)),
        catalogCallers: [],
      }),
    );
    if (status.enrolment.state !== 'enrolled') {
      throw new Error(`The service is ${status.enrolment.state}`);
    }
    const count = (...kinds: string[]) =>
      objects
        .filter(({ kind }) => kinds.includes(kind))
        .length.toLocaleString('en');
    return [
      ['Services', count('Service')],
      ['Pods', count('Pod')],
      ['policies', count('AuthorizationPolicy', 'PeerAuthentication')],
      ['building the view', `${formatNumber(built)} ms`],
      ['first status, indexes made', `${formatNumber(first)} ms`],
      ['heap of the objects', `${formatNumber(withObjects - empty)} MiB`],
      [
        'heap of the view besides',
        `${formatNumber(withView - withObjects)} MiB`,
      ],
    ];
  },
};

function timed<T>(work: () => T): [result: T, milliseconds: number] {
  const start = performance.now();
  const result = work();
  return [result, performance.now() - start];
}

function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') {
    throw new Error('There is no gc to call, so the heap cannot be measured');
  }
  return () => {
    collect();
  };
}

export default bench;
