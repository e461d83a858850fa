import { DeliveryPause } from '../delivery';
import { isLate } from '../delivery/isLate';
import { parseLabelSelector } from '../kubernetes/parseLabelSelector';
import { ClusterView } from '../view/ClusterView';
import { StableViews } from '../view/StableViews';
import { evaluateTarget } from './evaluateTarget';
import { findTargets } from './findTargets';
import { Target } from './Target';
import { summariseStatus, TargetSummary } from './TargetSummary';

/** What is kept as long as a view stays the same. */
interface Kept {
  targets: Map<string, Target[]>;
  summaries: Map<
    string,
    {
      summary: TargetSummary;
      pause: DeliveryPause | undefined;
      late: boolean;
    }
  >;
}

/**
 * The targets of one cluster and what a list says of them, traffic and the callers of the catalog left out. Each answer is
 * kept until something changes that it was read from, so that asking again costs what changed and not the cluster.
 */
export class FleetSummaries {
  readonly cluster: string;
  readonly #views: StableViews;
  readonly #kept = new WeakMap<ClusterView, Kept>();

  constructor(view: ClusterView) {
    this.cluster = view.cluster;
    this.#views = new StableViews(view);
  }

  /** From now on everything is answered as of this view of the cluster. */
  follow(view: ClusterView): void {
    this.#views.follow(view);
  }

  /**
   * As `findTargets` finds them.
   *
   * @throws Error for a label selector that is none
   */
  targets(lookup: { namespace?: string; labelSelector: string }): Target[] {
    const { namespace, labelSelector } = lookup;
    const view =
      namespace === undefined
        ? this.#views.of(`anywhere ${labelSelector}`)
        : this.#in(namespace);
    const { targets } = this.#keptFor(view);
    const found =
      targets.get(labelSelector) ??
      findTargets(view, {
        namespace,
        selector: parseLabelSelector(labelSelector),
      });
    targets.set(labelSelector, found);
    return found;
  }

  /**
   * @param now - RFC 3339
   * @throws WorkloadNotFoundError
   */
  summary(target: Target, now: string): TargetSummary {
    const view = this.#in(target.namespace);
    const { summaries } = this.#keptFor(view);
    const kept = summaries.get(target.workload);
    if (kept && isLate(kept.pause, now) === kept.late) {
      return kept.summary;
    }
    const status = evaluateTarget({ view, target, catalogCallers: [], now });
    const summary = summariseStatus(status);
    const { pause } = status.delivery;
    const late = isLate(pause, now);
    summaries.set(target.workload, { summary, pause, late });
    return summary;
  }

  #in(namespace: string): ClusterView {
    return this.#views.of(`in ${namespace}`);
  }

  #keptFor(view: ClusterView): Kept {
    const kept = this.#kept.get(view) ?? {
      targets: new Map(),
      summaries: new Map(),
    };
    this.#kept.set(view, kept);
    return kept;
  }
}
