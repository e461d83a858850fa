import {
  ObservedTraffic,
  podPattern,
  targetKey,
} from '@onmesh/plugin-mesh-common';
import { MetricsReader, ObservedTarget } from '@onmesh/plugin-mesh-node';

interface Entry {
  answer: Promise<ObservedTraffic | undefined>;
  /** When it was asked for, in milliseconds. */
  at: number;
  refreshing: boolean;
}

/**
 * Remembers answers, so that many readers of a page cost one query. An older answer is given at once while a newer one is
 * fetched, up to the age at which it counts as no answer; a failure is remembered too, so that a slow Prometheus does not
 * hold up every page.
 */
export class CachedMetricsReader implements MetricsReader {
  readonly #reader: MetricsReader;
  readonly #freshMs: number;
  readonly #usableMs: number;
  readonly #now: () => number;
  readonly #entries = new Map<string, Entry>();

  constructor(options: {
    reader: MetricsReader;
    /** Milliseconds for which an answer is given without asking again. */
    freshMs?: number;
    /** Milliseconds for which it is given while asking again. */
    usableMs?: number;
    now?: () => number;
  }) {
    this.#reader = options.reader;
    this.#freshMs = options.freshMs ?? 15_000;
    this.#usableMs = options.usableMs ?? 60_000;
    this.#now = options.now ?? Date.now;
  }

  observed(target: ObservedTarget): Promise<ObservedTraffic | undefined> {
    const key = [
      targetKey(target),
      target.serviceAccount,
      target.versionedService,
      proxiesOf(target),
    ].join(' ');
    const entry = this.#entries.get(key);
    const age = entry ? this.#now() - entry.at : Infinity;
    if (!entry || age >= this.#usableMs) {
      return this.#ask(key, target);
    }
    if (age >= this.#freshMs && !entry.refreshing) {
      entry.refreshing = true;
      // The next reader gets its outcome, and its failure.
      this.#ask(key, target, entry).catch(() => {});
    }
    return entry.answer;
  }

  #ask(
    key: string,
    target: ObservedTarget,
    meanwhile?: Entry,
  ): Promise<ObservedTraffic | undefined> {
    const answer = this.#reader.observed(target);
    const entry = { answer, at: this.#now(), refreshing: false };
    if (!meanwhile) {
      this.#evict();
      this.#entries.set(key, entry);
      return answer;
    }
    const replace = () => this.#entries.set(key, entry);
    answer.then(replace, replace);
    return answer;
  }

  /** Targets that nobody asks for any more must not pile up. */
  #evict(): void {
    for (const [key, { at }] of this.#entries) {
      if (this.#now() - at >= this.#usableMs) {
        this.#entries.delete(key);
      }
    }
  }
}

/** Pods come and go, and the question stays the same until there is a new template. */
function proxiesOf({ policies: { envoy, ztunnel } = {} }: ObservedTarget) {
  return [
    ztunnel && 'ztunnel',
    envoy && [envoy.namespace, envoy.counts, podPattern(envoy.pods)].join('/'),
  ].join(' ');
}
