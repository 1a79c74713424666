import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { flattenSlackMessage } from '../intake/flatten-message.ts';

/** Slack waits three seconds for an acknowledgement; this comes before it. */
const LIMIT_MS = 1_800;

/** A thread's first message as plain text, or one sentence that says why it cannot be read and what to do. */
export type ThreadStart =
  | { readonly isRead: true; readonly text: string }
  | { readonly isRead: false; readonly sentence: string };

const ELSE =
  'paste the error after my name, or choose "Diagnose AWS error" in the menu of the message that holds it.';

/** Reads what a thread begins with. Never throws; what it says in place of the text carries the reference, as the log does. */
export async function readThreadStart(
  client: WebClient,
  { channel, threadTs, reference }: { channel: string; threadTs: string; reference: string },
  log: Logger,
): Promise<ThreadStart> {
  const unread = (reason: string, sentence: string): ThreadStart => {
    log.warn({ event: 'thread-unreadable', reference, channel, reason });
    return { isRead: false, sentence: `${sentence}: ${ELSE} Reference ${reference}.` };
  };
  const { promise: late, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), LIMIT_MS);
  try {
    const answer = await Promise.race([
      client.conversations.replies({ channel, ts: threadTs, limit: 1 }),
      late,
    ]);
    if (answer === null) return unread('late', 'Slack did not show me this thread in time');
    const [first] = answer.messages ?? [];
    return { isRead: true, text: first === undefined ? '' : flattenSlackMessage(first) };
  } catch (error) {
    const reason = error instanceof WebAPIPlatformError ? error.data.error : 'failed';
    return unread(reason, sentenceFor(reason));
  } finally {
    clearTimeout(timer);
  }
}

function sentenceFor(reason: string): string {
  if (reason === 'missing_scope')
    return 'I may not read this thread, since the app was not granted `channels:history` (`groups:history` in private channels)';
  return 'Slack did not show me this thread';
}
