import { timedOut } from '../checker/in-time.ts';
import { untilAborted } from './until-aborted.ts';

/** Reads that are made once for all who ask for the same at the same time, and kept for a while where that is safe. */
export interface SharedReads<T> {
  /** `load` gets a signal of its own: it aborts when its time is up or when nobody waits any longer. Rejects as `load` does, or when `signal` aborts. */
  read(key: string, signal: AbortSignal, load: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Whether somebody waits for such a read just now. */
  isUnderWay(key: string): boolean;
}

interface Flight<T> {
  readonly result: Promise<T>;
  readonly stop: AbortController;
  waiting: number;
}

/** `limitMs` bounds one load; `keepMs` says for how many milliseconds a value may be answered again, 0 for not at all. */
export function createSharedReads<T>(options: {
  readonly limitMs: number;
  readonly keepMs: (value: T) => number;
  readonly now?: () => number;
}): SharedReads<T> {
  const now = options.now ?? Date.now;
  const flights = new Map<string, Flight<T>>();
  const kept = new Map<string, { readonly value: T; readonly until: number }>();

  function start(key: string, load: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const stop = new AbortController();
    const { limitMs } = options;
    const timer = setTimeout(() => stop.abort(timedOut(limitMs)), limitMs);
    const result = load(stop.signal).then((value) => {
      const keepMs = options.keepMs(value);
      if (keepMs > 0) kept.set(key, { value, until: now() + keepMs });
      return value;
    });
    const flight: Flight<T> = { result, stop, waiting: 0 };
    const land = (): void => {
      clearTimeout(timer);
      if (flights.get(key) === flight) flights.delete(key);
    };
    result.then(land, land);
    flights.set(key, flight);
    return flight;
  }

  return {
    isUnderWay: (key) => flights.has(key),
    async read(key, signal, load) {
      signal.throwIfAborted();
      const remembered = kept.get(key);
      if (remembered !== undefined && remembered.until > now()) return remembered.value;
      kept.delete(key);
      const flight = flights.get(key) ?? start(key, load);
      flight.waiting += 1;
      try {
        return await untilAborted(flight.result, signal);
      } finally {
        flight.waiting -= 1;
        if (flight.waiting === 0 && flights.get(key) === flight) {
          flights.delete(key);
          flight.stop.abort();
        }
      }
    },
  };
}
