import type { Item } from './item.ts';
import { itemsOf } from './items.ts';
import type { Scene } from './scene.ts';

/** How often the page is looked at while somebody watches. */
const LOOK_EVERY_MS = 80;

/** What changed since the last time. The first one holds everything, and says so. */
export interface Change {
  readonly isWhole: boolean;
  readonly put: readonly (readonly [key: string, item: Item])[];
  readonly gone: readonly string[];
}

/** Finds what changed between one look and the next. */
export class Watch {
  readonly #scene: Scene;
  #versions: ReadonlyMap<string, readonly unknown[]> | null = null;

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  /** Null where everything is as it was. */
  look(): Change | null {
    const before = this.#versions;
    const now = itemsOf(this.#scene);
    const changed = [...now].filter(([key, { versions }]) => !isSame(before?.get(key), versions));
    const gone = before === null ? [] : [...before.keys()].filter((key) => !now.has(key));
    this.#versions = new Map([...now].map(([key, { versions }]) => [key, versions]));
    if (before !== null && changed.length === 0 && gone.length === 0) return null;
    return { isWhole: before === null, put: changed.map(([key, { show }]) => [key, show()]), gone };
  }
}

/**
 * Tells what changes, from everything at first, until the signal aborts.
 *
 * Looking is what works for all that is shown: Slack's messages announce their changes, but dialogs, whispers and the world of AWS do not.
 */
export function watch(scene: Scene, signal: AbortSignal, tell: (change: Change) => void): void {
  const watching = new Watch(scene);
  const look = () => {
    const change = watching.look();
    if (change !== null) tell(change);
  };
  if (signal.aborted) return;
  look();
  const timer = setInterval(look, LOOK_EVERY_MS);
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
}

/** Data is never changed in its place, so that the same things are the same. */
function isSame(before: readonly unknown[] | undefined, now: readonly unknown[]): boolean {
  return (
    before !== undefined && before.length === now.length && now.every((one, at) => Object.is(one, before[at]))
  );
}
