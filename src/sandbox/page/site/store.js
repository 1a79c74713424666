/** @import { Item } from '../item.ts' */
/** @import { Change } from '../stream.ts' */

/**
 * @template {Item['kind']} K
 * @typedef {Extract<Item, { readonly kind: K }>} Of
 */

/** @type {Map<string, Item>} */
const items = new Map();
/** @type {Set<(change: Change) => void>} */
const listeners = new Set();

/**
 * Everything of one kind, in the order in which it came up.
 *
 * @template {Item['kind']} K
 * @param {K} kind
 * @returns {Of<K>[]}
 */
export function all(kind) {
  return [...items.values()].filter((item) =>
    /** @type {(item: Item) => item is Of<K>} */ (isOf(kind))(item),
  );
}

/**
 * The one thing of its kind; null where there is none.
 *
 * @template {Item['kind']} K
 * @param {K} kind
 * @returns {Of<K> | null}
 */
export function only(kind) {
  return all(kind)[0] ?? null;
}

/** @param {(change: Change) => void} listener */
export function onChange(listener) {
  listeners.add(listener);
}

/** Listens to what happens, and comes back by itself when the line is cut. @param {(isConnected: boolean) => void} tell */
export function connect(tell) {
  const source = new EventSource('/events');
  source.addEventListener('open', () => tell(true));
  source.addEventListener('error', () => tell(false));
  source.addEventListener('message', ({ data }) => {
    /** @type {Change} */
    const change = JSON.parse(data);
    if (change.isWhole) items.clear();
    for (const key of change.gone) items.delete(key);
    for (const [key, item] of change.put) items.set(key, item);
    for (const listener of listeners) listener(change);
  });
}

/** @param {Item['kind']} kind */
function isOf(kind) {
  return (/** @type {Item} */ item) => item.kind === kind;
}
