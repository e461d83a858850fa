import {
  ClusterView,
  describeEvidence,
  describeShares,
} from '@onmesh/plugin-mesh-common';
import { RequestInput } from '../request/requestSchema';
import { routeOf } from '../request/route';
import { Expectation } from './expectationsSchema';

type Wanted = NonNullable<Expectation['expect']['goesTo']>;

/** Of a request that no rule is for. */
const NOWHERE = 'nowhere';

/** Where a request must go and where it goes, in the same words, and why. */
export function routeOutcome(
  view: ClusterView,
  {
    goesTo,
    ...question
  }: { workload: string; request: RequestInput; goesTo: Wanted },
): { expected: string[]; actual: string[]; because: string[] } {
  const found = routeOf(view, question);
  const { reason, evidence, possible = [] } = found;
  const place =
    evidence &&
    ` (${[describeEvidence(evidence), evidence.field].join(' ').trimEnd()})`;
  return {
    expected: [`goes to ${describeShares(wantedShares(goesTo))}`],
    actual: [`goes to ${describeShares(found)}`],
    because: [
      `${reason}${place ?? ''}`,
      ...possible.map(when => `perhaps ${when}`),
    ],
  };
}

function wantedShares(goesTo: Wanted) {
  const shares = Object.entries(
    typeof goesTo === 'string' ? { [goesTo]: 100 } : goesTo,
  ).map(([version, percent]) => ({ version, percent }));
  return {
    state: 'known' as const,
    shares: goesTo === NOWHERE ? [] : shares,
  };
}
