import { ClusterView } from './ClusterView';
import { RecordedView } from './RecordedView';
import { ViewChanges } from './ViewChanges';

/** More parts than any cluster has; it only keeps names that are made up from growing without end. */
const MOST_PARTS = 20_000;

/**
 * Views of one cluster for questions about its parts. The view of a part stays the same object as long as nothing changes
 * that was read through it, so that whatever is kept for a view holds exactly as long as it is true.
 */
export class StableViews {
  #latest: ClusterView;
  readonly #parts = new Map<string, RecordedView>();

  constructor(view: ClusterView) {
    this.#latest = view;
  }

  /** From now on all views answer as this one does. */
  follow(view: ClusterView): void {
    if (view === this.#latest) {
      return;
    }
    const changes = new ViewChanges(this.#latest, view);
    this.#latest = view;
    for (const [part, recorded] of this.#parts) {
      if (!recorded.follow(view, changes)) {
        this.#parts.delete(part);
      }
    }
  }

  /**
   * The view for questions about one part of the cluster: what is asked through it is kept and dropped together.
   *
   * @param part - any name; usually that of a namespace
   */
  of(part: string): ClusterView {
    const known = this.#parts.get(part);
    if (known) {
      return known;
    }
    if (this.#parts.size >= MOST_PARTS) {
      this.#parts.clear();
    }
    const made = new RecordedView(this.#latest);
    this.#parts.set(part, made);
    return made;
  }
}
