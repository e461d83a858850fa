import { setTimeout as sleep } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import { Worker } from './Worker';

/** Runs a worker until it is stopped. */
export class WorkerLoop {
  readonly #stop = new AbortController();
  #wake = new AbortController();
  #running: Promise<void> | undefined;

  constructor(
    private readonly options: {
      worker: Pick<Worker, 'runDue'>;
      logger: LoggerService;
      /** How long to rest when nothing is due. */
      idleMs: number;
    },
  ) {}

  start(): void {
    this.#running ??= this.#loop();
  }

  /** Something is due now: do not sleep on. */
  wake(): void {
    this.#wake.abort();
  }

  /** Claims nothing more and waits for the steps that run. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#wake.abort();
    await this.#running;
  }

  async #loop(): Promise<void> {
    const { worker, logger, idleMs } = this.options;
    while (!this.#stop.signal.aborted) {
      this.#wake = new AbortController();
      let worked = 0;
      try {
        worked = await worker.runDue();
      } catch (error) {
        logger.error(
          'The worker cannot reach its database; it tries again',
          error instanceof Error ? error : undefined,
        );
      }
      if (worked === 0 && !this.#stop.signal.aborted) {
        await sleep(idleMs, undefined, { signal: this.#wake.signal }).catch(
          () => undefined,
        );
      }
    }
  }
}
