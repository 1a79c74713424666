import { createHash } from 'node:crypto';

/** How far apart two clicks on the same button must be to count as two questions, in seconds. */
const CLICK_SECONDS = 5;

/**
 * Ids of questions, derived from what Slack says of them, so that a redelivered or doubled event is the same job. Timestamps are Slack's
 * (`1700000000.000100`).
 */
export const questionId = {
  /** A slash command has no message; its trigger is unique. */
  ofCommand: (teamId: string, triggerId: string): string => join('command', teamId, triggerId),
  /** The same message arrives as a mention and as a message, each possibly several times. */
  ofMessage: (teamId: string, channel: string, ts: string): string => join('message', teamId, channel, ts),
  ofShortcut: (teamId: string, triggerId: string): string => join('shortcut', teamId, triggerId),
  /** An error that nobody asked about: once in a thread within a span of time, whoever says it. */
  ofError: (teamId: string, channel: string, threadTs: string, fingerprint: string, span: number): string =>
    join('error', teamId, channel, threadTs, fingerprint, String(span)),
  /** A double click is one question. */
  ofClick: (
    teamId: string,
    channel: string,
    messageTs: string,
    actionTs: string,
    action = 'check_again',
  ): string =>
    join('click', teamId, channel, messageTs, action, String(Math.floor(Number(actionTs) / CLICK_SECONDS))),
};

function join(...parts: readonly string[]): string {
  return parts.join('/');
}

/** Eight characters that people can read to each other and that stand in every log line of the question. */
export function referenceOf(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 8);
}
