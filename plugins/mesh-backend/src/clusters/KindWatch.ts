import { setTimeout as sleep } from 'node:timers/promises';
import { Kind, KubernetesObject, ReadScope } from '@onmesh/plugin-mesh-common';
import { errorMessage } from './errorMessage';
import { KindObjects } from './KindObjects';
import { isRead, KindState, outOfTouch } from './KindState';
import {
  KubernetesApi,
  KubernetesSilence,
  refusalStatus,
} from './KubernetesApi';
import { listKind } from './listKind';
import { refusalMeaning } from './refusalMeaning';
import { ServedKind, servedKind } from './servedKind';

export interface KindWatchOptions extends ReadScope {
  /** Called for each request, so that a broken configuration can be mended while we run. */
  api: () => Promise<KubernetesApi>;
  /** Called with where an object changed, `''` for what lies in no namespace; with nothing when all of them may have. */
  onChange: (namespace?: string) => void;
  /** Called when the server does not know us any more, so that the credentials can be read again. */
  onUnauthorized?: () => void;
  now?: () => Date;
  /** Milliseconds before a kind that is missing or forbidden is tried again. */
  retryGapMs?: number;
}

const WATCH_SECONDS = '60';
const MAX_BACKOFF_MS = 15_000;
/** A server that has just started refuses for a moment what it allows afterwards, before it has read its own roles. */
const REFUSALS_TO_BELIEVE = 4;
const REFUSED_BACKOFF_MS = 1_000;

interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: KubernetesObject & {
    metadata: { resourceVersion?: string };
    code?: number;
    message?: string;
  };
}

/** Follows the objects of one kind: lists them, then watches from there, and lists again when the history is gone. */
export class KindWatch {
  readonly kind: Kind;
  readonly #options: KindWatchOptions;
  readonly #abort = new AbortController();
  readonly #done: Promise<void>;
  readonly #objects = new KindObjects();
  #state: KindState = { type: 'starting' };
  #served: ServedKind;
  #resourceVersion: string | undefined;
  #failures = 0;
  /** Refusals since the kind was last read. */
  #refusals = 0;

  constructor(options: KindWatchOptions) {
    this.kind = options.kind;
    this.#options = options;
    this.#served = servedKind(options, options.kind.version);
    this.#done = this.#run();
  }

  get state(): KindState {
    return this.#state;
  }

  objects(): Iterable<KubernetesObject> {
    return this.#objects.values();
  }

  async close(): Promise<void> {
    this.#abort.abort();
    await this.#done;
  }

  async #run(): Promise<void> {
    const { signal } = this.#abort;
    while (!signal.aborted) {
      let waitMs = 0;
      try {
        const api = await this.#options.api();
        this.#resourceVersion ??= await this.#list(api);
        const startedAt = Date.now();
        await this.#watch(api, this.#resourceVersion);
        // Whatever ends watches at once must not be asked without pause.
        waitMs = Date.now() - startedAt < 1000 ? 1000 : 0;
      } catch (error) {
        waitMs = await this.#failed(error);
      }
      await sleep(waitMs, undefined, { signal }).catch(() => {});
    }
  }

  /** @returns the resource version to watch from */
  async #list(api: KubernetesApi): Promise<string> {
    const { items, resourceVersion } = await listKind(
      api,
      this.#served.path,
      { selector: this.#options.selector ?? {}, trim: this.#served.keep },
      this.#abort.signal,
    );
    this.#objects.replace(items);
    this.#refusals = 0;
    this.#become({ type: 'current' });
    return resourceVersion;
  }

  async #watch(api: KubernetesApi, from: string): Promise<void> {
    const query = {
      ...this.#options.selector,
      watch: 'true',
      allowWatchBookmarks: 'true',
      resourceVersion: from,
      timeoutSeconds: WATCH_SECONDS,
    };
    const lines = api.lines(
      this.#served.path,
      query,
      this.#abort.signal,
      () => {
        this.#refusals = 0;
        if (this.#state.type !== 'current') {
          this.#become({ type: 'current' });
        }
      },
    );
    for await (const line of lines) {
      if (line !== '' && !this.#take(JSON.parse(line) as WatchEvent)) {
        return;
      }
    }
    this.#failures = 0;
  }

  /** @returns whether the watch goes on */
  #take({ type, object }: WatchEvent): boolean {
    if (type === 'ERROR') {
      this.#resourceVersion = undefined;
      if (object.code !== 410) {
        throw new Error(object.message ?? 'the watch broke off');
      }
      return false;
    }
    // Only what arrives counts as recovered: a server can accept every watch and fail in it.
    this.#failures = 0;
    this.#resourceVersion = object.metadata.resourceVersion;
    if (type === 'BOOKMARK') {
      return true;
    }
    if (type === 'DELETED') {
      this.#objects.remove(object);
    } else if (!this.#objects.put(this.#served.keep(object))) {
      return true;
    }
    this.#options.onChange(object.metadata.namespace ?? '');
    return true;
  }

  /** @returns milliseconds to wait before the next attempt */
  async #failed(error: unknown): Promise<number> {
    const { signal } = this.#abort;
    if (signal.aborted) {
      return 0;
    }
    const status = refusalStatus(error);
    if (status === 401) {
      this.#options.onUnauthorized?.();
    }
    if (status !== 403 && status !== 404) {
      return this.#outOfTouch(error);
    }
    try {
      const meaning = await refusalMeaning(
        await this.#options.api(),
        { kind: this.kind, asked: this.#served.version },
        error,
        signal,
      );
      if ('version' in meaning) {
        this.#served = servedKind(this.#options, meaning.version);
        this.#resourceVersion = undefined;
        return 0;
      }
      return this.#refused(meaning.reason, meaning.notInstalled);
    } catch (discovery) {
      return this.#outOfTouch(discovery);
    }
  }

  #refused(reason: string, notInstalled: boolean): number {
    this.#refusals += 1;
    if (!isRead(this.#state) || this.#refusals >= REFUSALS_TO_BELIEVE) {
      return this.#gap(reason, notInstalled);
    }
    this.#become(outOfTouch(this.#state, { reason, lastHeard: this.#now() }));
    return Math.min(REFUSED_BACKOFF_MS, this.#retryGapMs);
  }

  #gap(reason: string, notInstalled: boolean): number {
    const { kind } = this.kind;
    this.#objects.replace([]);
    this.#resourceVersion = undefined;
    this.#served = servedKind(this.#options, this.kind.version);
    this.#become({ type: 'gap', gap: { kind, reason, notInstalled } });
    return this.#retryGapMs;
  }

  #outOfTouch(error: unknown): number {
    if (refusalStatus(error) === 410) {
      this.#resourceVersion = undefined;
    }
    const silentMs = error instanceof KubernetesSilence ? error.silentMs : 0;
    this.#become(
      outOfTouch(this.#state, {
        reason: errorMessage(error),
        lastHeard: new Date(this.#now().getTime() - silentMs),
      }),
    );
    this.#failures += 1;
    return Math.min(MAX_BACKOFF_MS, 250 * 2 ** (this.#failures - 1));
  }

  #become(state: KindState): void {
    if (state !== this.#state) {
      this.#state = state;
      this.#options.onChange();
    }
  }

  #now(): Date {
    return this.#options.now?.() ?? new Date();
  }

  get #retryGapMs(): number {
    return this.#options.retryGapMs ?? 60_000;
  }
}
