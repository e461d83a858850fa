import {
  ClusterView,
  evaluateTarget,
  findTargets,
} from '@onmesh/plugin-mesh-common';
import { bulkAnswerer, parseTarget } from '../request/answer';
import { callersOf, listCallers } from './callersOf';
import { Expectation, Expectations } from './expectationsSchema';
import { routeOf } from '../request/route';
import { sampleRequests } from './sampleRequests';
import { sampleRoutes } from './sampleRoutes';

/**
 * What holds today, as expectations: the verdicts on given requests; of each workload, what each port accepts and who may
 * call it; and where rules or routes tell requests apart, a request of each kind.
 */
export function recordExpectations(
  view: ClusterView,
  given: readonly Expectation[],
): Expectations {
  const recorded = findTargets(view, { selector: {} }).flatMap(
    ({ namespace, workload: name }) => {
      const workload = `${namespace}/${name}`;
      return [
        ...recordPorts(view, workload),
        ...sampleRequests(view, workload).map(sample =>
          recordRequest(view, sample),
        ),
        ...sampleRoutes(view, workload).flatMap(sample =>
          recordRoute(view, sample),
        ),
      ];
    },
  );
  const asked = given.flatMap(({ name, workload, request }) =>
    request === undefined
      ? []
      : [recordRequest(view, { name, workload, request })],
  );
  return { schemaVersion: 1, expectations: [...asked, ...recorded] };
}

type Question = Pick<Expectation, 'name' | 'workload'> & {
  request: NonNullable<Expectation['request']>;
};

function recordRequest(view: ClusterView, question: Question): Expectation {
  const { verdict, rule } = bulkAnswerer(view)(question);
  const allowed =
    verdict === 'allowed' || verdict === 'denied'
      ? verdict === 'allowed'
      : verdict;
  return { ...question, expect: { allowed, ...(rule && { rule }) } };
}

/** Where it goes; nothing where that is not known. */
function recordRoute(view: ClusterView, question: Question): Expectation[] {
  const { state, shares = [] } = routeOf(view, question);
  const versions = shares.flatMap(share =>
    'version' in share && share.percent > 0
      ? [[share.version, Math.round(share.percent * 100) / 100] as const]
      : [],
  );
  if (state !== 'known' || shares.some(share => 'error' in share)) {
    return [];
  }
  const [[only] = ['nowhere'], ...others] = versions;
  return [
    {
      ...question,
      expect: {
        goesTo: others.length === 0 ? only : Object.fromEntries(versions),
      },
    },
  ];
}

function recordPorts(view: ClusterView, workload: string): Expectation[] {
  const { ports } = evaluateTarget({
    view,
    target: parseTarget(view, workload),
    catalogCallers: [],
  });
  return ports.map(({ port, accepts }) => {
    const callers = callersOf(view, workload, { port });
    const known = callers.unknown === undefined;
    return {
      name: `${workload}:${port}: what it accepts${known ? ', and from whom' : ''}`,
      workload,
      port,
      expect: { accepts, ...(known && { callers: listCallers(callers) }) },
    };
  });
}
