import fc from 'fast-check';
import { parseLabelSelector } from '../kubernetes/parseLabelSelector';
import { ClusterView } from '../view/ClusterView';
import { StableViews } from '../view/StableViews';
import { apps, clusterWalk, namespaces } from './__testUtils__/clusterWalk';
import { evaluateTarget } from './evaluateTarget';
import { findTargets } from './findTargets';
import { FleetSummaries } from './FleetSummaries';
import { summariseStatus } from './TargetSummary';

const RUNS = 100;

const lookups = [undefined, ...namespaces].flatMap(namespace =>
  [...apps.map(app => `app=${app}`), 'app', 'app!=x'].map(labelSelector => ({
    namespace,
    labelSelector,
  })),
);

/** What is asked at one moment: by whom, about whom, and when differ each time. */
const question = fc.record({
  asked: fc.subarray(lookups, { minLength: 1 }),
  now: fc
    .constantFrom('11:30', '12:00', '12:30')
    .map(at => `2026-11-25T${at}:00Z`),
});

/** As it is computed where nothing is kept. */
function afresh(view: ClusterView, lookup: (typeof lookups)[0], now: string) {
  return findTargets(view, {
    namespace: lookup.namespace,
    selector: parseLabelSelector(lookup.labelSelector),
  }).map(target => ({
    target,
    summary: summariseStatus(
      evaluateTarget({ view, target, catalogCallers: [], now }),
    ),
  }));
}

describe('summaries of a fleet', () => {
  it('are after every change what they are when computed afresh', () => {
    fc.assert(
      fc.property(
        clusterWalk,
        fc.infiniteStream(question),
        (views, questions) => {
          const fleet = new FleetSummaries(views[0]);
          for (const view of views) {
            fleet.follow(view);
            const { asked, now } = questions.next().value;
            for (const lookup of asked) {
              const kept = fleet.targets(lookup).map(target => ({
                target,
                summary: fleet.summary(target, now),
              }));
              expect(kept).toEqual(afresh(view, lookup, now));
            }
          }
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('come from statuses that are as good as new in every part', () => {
    fc.assert(
      fc.property(
        clusterWalk,
        fc.infiniteStream(fc.boolean()),
        (views, asked) => {
          const stable = new StableViews(views[0]);
          for (const view of views) {
            stable.follow(view);
            for (const target of findTargets(view, { selector: {} }).filter(
              () => asked.next().value,
            )) {
              const evaluate = (of: ClusterView) =>
                evaluateTarget({ view: of, target, catalogCallers: [] });
              expect(evaluate(stable.of(target.namespace))).toEqual(
                evaluate(view),
              );
            }
          }
        },
      ),
      { numRuns: RUNS },
    );
  });
});
