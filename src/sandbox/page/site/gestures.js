/** @import { Gesture, Outcome } from '../gestures.ts' */

/** The bot has three seconds to take a gesture; a page that hears nothing for longer has lost its server. */
const LIMIT_MS = 10_000;

/**
 * Tells the sandbox what somebody did. Never throws: a line that is cut is an outcome too.
 *
 * @param {Gesture} gesture
 * @returns {Promise<Outcome>}
 */
export async function send(gesture) {
  try {
    const answer = await fetch('/gestures', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(gesture),
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    return await answer.json();
  } catch {
    return { ok: false, problem: 'The sandbox does not answer: does `npm run demo` still run?' };
  }
}
