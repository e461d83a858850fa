/**
 * How often somebody may come with a token that is nobody's, by their address. A token that was good once is let through
 * whatever else comes from there: behind one proxy, Flagger and a stranger have the same address.
 */
export class UnknownTokenLimit {
  readonly #perMinute: number;
  readonly #addresses: number;
  readonly #now: () => number;
  /** Oldest window first. */
  readonly #misses = new Map<string, { from: number; count: number }>();
  readonly #good = new Set<string>();

  constructor(options: {
    perMinute: number;
    /** How many addresses to remember; the oldest are forgotten first. */
    addresses: number;
    now: () => number;
  }) {
    this.#perMinute = options.perMinute;
    this.#addresses = options.addresses;
    this.#now = options.now;
  }

  /** Whether to look a token up at all. */
  admits(address: string, hash: string): boolean {
    return (
      this.#good.has(hash) || this.#window(address).count < this.#perMinute
    );
  }

  /** Writes down how a look-up ended. */
  saw(address: string, hash: string, isKnown: boolean): void {
    if (isKnown) {
      this.#good.add(hash);
      return;
    }
    this.#good.delete(hash);
    const { from, count } = this.#window(address);
    this.#misses.delete(address);
    this.#misses.set(address, { from, count: count + 1 });
    const [oldest] = this.#misses.keys();
    if (this.#misses.size > this.#addresses) {
      this.#misses.delete(oldest);
    }
  }

  #window(address: string): { from: number; count: number } {
    const found = this.#misses.get(address);
    return found && this.#now() - found.from < 60_000
      ? found
      : { from: this.#now(), count: 0 };
  }
}
