/** Reads something again and again, one read at a time: a slow disk must not pile up reads. */
export class RepeatedRead {
  /** Settles with the first read. */
  readonly first: Promise<void>;
  readonly #read: () => Promise<void>;
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> | undefined;

  constructor(options: {
    /** Must not reject: a failure is something to report, not to stop at. */
    read: () => Promise<void>;
    everyMs: number;
  }) {
    this.#read = options.read;
    this.first = this.#again();
    this.#timer = setInterval(() => this.#again(), options.everyMs);
    this.#timer.unref();
  }

  /** No further read begins, and the one under way has ended. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  #again(): Promise<void> {
    this.#running ??= this.#read().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }
}
