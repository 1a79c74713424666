/** A way in which calls go wrong. `reset-after-accept` does what was asked and then breaks the connection. */
export interface Fault {
  /** A method's name, `response_url` for answers through one, or `*` for anything. */
  readonly method: string;
  readonly kind: '429' | '500' | 'hang' | 'reset' | 'reset-after-accept' | `error:${string}`;
  /** How many calls it hits; 1 where it is not said. */
  readonly times?: number;
  /** Seconds, with `429`; 1 where it is not said. */
  readonly retryAfter?: number;
}

/** The faults that are still to come, and how slow each method is. */
export class Faults {
  #pending: readonly { readonly fault: Fault; readonly left: number }[] = [];
  readonly #delays = new Map<string, number>();

  add(fault: Fault): void {
    this.#pending = [...this.#pending, { fault, left: fault.times ?? 1 }];
  }

  clear(): void {
    this.#pending = [];
    this.#delays.clear();
  }

  /** Every call of the method (`*`: of any) takes this much longer, in milliseconds. */
  setDelay(method: string, ms: number): void {
    this.#delays.set(method, ms);
  }

  delayOf(method: string): number {
    return this.#delays.get(method) ?? this.#delays.get('*') ?? 0;
  }

  /** The fault that hits this call, and one time less of it to come; null for none. */
  take(method: string): Fault | null {
    const hit = this.#pending.find(({ fault }) => fault.method === method || fault.method === '*');
    if (!hit) return null;
    this.#pending = this.#pending.flatMap((one) => {
      if (one !== hit) return [one];
      return one.left > 1 ? [{ fault: one.fault, left: one.left - 1 }] : [];
    });
    return hit.fault;
  }
}
