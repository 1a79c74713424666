/** @typedef {'thread' | 'scenarios' | 'iam'} Panel */

/**
 * What the person looks at. Everything else is what the sandbox says.
 *
 * @type {{ channel: string | null, panel: Panel | null, role: string | null, isHome: boolean }}
 */
export const state = { channel: null, panel: 'scenarios', role: null, isHome: false };

/** The thread that is open in each channel, by the ts of its parent. @type {Map<string, string>} */
const threads = new Map();
/** @type {Set<() => void>} */
const listeners = new Set();

/** @param {() => void} listener */
export function onLook(listener) {
  listeners.add(listener);
}

/** Looks somewhere else, or at the same anew. @param {Partial<typeof state>} [change] */
export function look(change = {}) {
  Object.assign(state, change);
  for (const listener of listeners) listener();
}

/** @param {string} channel @param {string} ts */
export function openThread(channel, ts) {
  threads.set(channel, ts);
  look({ panel: 'thread' });
}

/** The parent's ts of the thread that is open in the channel that is looked at; null where none is. */
export function openedThread() {
  return state.channel === null ? null : (threads.get(state.channel) ?? null);
}
