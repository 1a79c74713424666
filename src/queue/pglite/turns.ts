/** Hands one thing to one holder at a time, first come, first served. */
export class Turns<Holder extends object> {
  #holder: Holder | null = null;
  readonly #waiting: { readonly who: Holder; readonly go: () => void }[] = [];

  /** Resolves once it is `who`'s turn; at once where it is already. */
  async take(who: Holder): Promise<void> {
    if (this.#holder === who) return;
    if (this.#holder === null) {
      this.#holder = who;
      return;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push({ who, go: resolve });
    await promise;
  }

  /** Ends `who`'s turn, if it is theirs. */
  pass(who: Holder): void {
    if (this.#holder !== who) return;
    const next = this.#waiting.shift();
    this.#holder = next?.who ?? null;
    next?.go();
  }

  isHeldBy(who: Holder): boolean {
    return this.#holder === who;
  }

  get isTaken(): boolean {
    return this.#holder !== null;
  }
}
