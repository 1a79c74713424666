/** @import { Change } from '../stream.ts' */
/** @import { Message } from './messages.js' */
import { part } from './build.js';
import { openThread, state } from './state.js';

/** Milliseconds after which an answer is no longer what the person waits for. */
const PATIENCE_MS = 60_000;
const SPOKEN_LINES = 3;

/** What the person asked last, and where the answer is expected. @type {{ channel: string, thread: string | null, at: number } | null} */
let asked = null;

/** Takes note of where something was said or pressed. @param {{ channel: string, thread: string | null }} place @param {string | null} ts */
export function said({ channel, thread }, ts) {
  asked = { channel, thread: thread ?? ts, at: asked?.at ?? Date.now() };
  if (ts === null) asked.at = Date.now();
}

/**
 * Opens the thread of an answer that the person waits for, and reads it out. Slack leaves the first to a click; here nobody should have to
 * look for it.
 *
 * @param {Change} change
 * @param {(message: Message) => void} reveal
 */
export function follow(change, reveal) {
  if (change.isWhole) return;
  for (const [, item] of change.put) {
    if (item.kind !== 'message' || !item.isBot) continue;
    const words = item.spoken.split('\n').slice(0, SPOKEN_LINES).join(' ');
    part('live', HTMLElement).textContent = `${item.author}: ${words}`;
    if (!isAnswer(item)) continue;
    if (item.thread !== null) openThread(item.channel, item.thread);
    reveal(item);
  }
}

/** @param {Message} message */
function isAnswer({ channel, thread, ts, isEphemeral }) {
  if (asked === null || asked.channel !== channel || Date.now() - asked.at > PATIENCE_MS) return false;
  // Whoever is busy in another place is not taken away from it.
  if (state.channel !== channel || state.panel === 'iam') return false;
  if (thread === null) return isEphemeral && isSince(ts, asked.at);
  // The thread of a command, or of a message of which the sandbox has not told yet that it was said, is the one that began since.
  return asked.thread === null ? isSince(thread, asked.at) : asked.thread === thread;
}

/** A message's ts is the time at which it was said, in seconds, by the clock of this machine. @param {string} ts @param {number} at */
function isSince(ts, at) {
  return Number(ts) * 1000 >= at - 50;
}
