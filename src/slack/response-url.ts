import type { SlackMessage } from '../render/slack/message.ts';

const LIMIT_MS = 10_000;

/**
 * Posts to a command's or a click's response_url, seen by that person alone.
 * @throws Error with Slack's status when the address has expired (30 minutes, five uses) or does not answer.
 */
export async function respondTo(url: string, message: SlackMessage, signal?: AbortSignal): Promise<void> {
  const limit = AbortSignal.timeout(LIMIT_MS);
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ ...message, response_type: 'ephemeral', replace_original: false }),
    signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
    redirect: 'error',
  });
  await response.body?.cancel();
  if (!response.ok)
    throw new Error(`Slack refused the answer through response_url with status ${response.status}`);
}
