import type { App, BlockAction, ButtonAction, types } from '@slack/bolt';
import { QueueUnavailableError } from '../../queue/queue-unavailable-error.ts';
import { renderFailure } from '../../render/slack/failure.ts';
import { renderFixView, renderOutdatedView } from '../../render/slack/fix-view.ts';
import { parseButtonValue } from '../button-value.ts';
import { respondTo } from '../response-url.ts';
import type { Listening } from './listening.ts';

/**
 * *Get corrected policy*: a dialog with the document and the lines to paste. It is read from the question's result, so the button works after
 * a restart; the trigger lives 3 s, hence one quick look-up and no second round.
 */
export function onShowFix(app: App, listening: Listening): void {
  app.action<BlockAction<ButtonAction>>('fix_show', async ({ action, body, ack, client }) => {
    const value = parseButtonValue(action.value);
    if (value === null) return ack();
    try {
      const view = await viewOf(listening, value.job, value.fix ?? 0, threadOf(body));
      await client.views.open({ trigger_id: body.trigger_id, view });
    } catch (error) {
      if (!(error instanceof QueueUnavailableError)) throw error;
      listening.log.error({ event: 'fix-not-found', reason: error.message });
      await respondTo(body.response_url, renderFailure({ sentence: error.message, reference: value.job }));
    }
    return ack();
  });
}

/** Where a file would go; null where the bot answered outside of a channel. */
function threadOf({ channel, message }: BlockAction): { channel: string; threadTs: string } | null {
  if (channel === undefined || message === undefined) return null;
  const thread: unknown = message.thread_ts;
  return { channel: channel.id, threadTs: typeof thread === 'string' ? thread : message.ts };
}

async function viewOf(
  { queue }: Listening,
  job: string,
  index: number,
  thread: { channel: string; threadTs: string } | null,
): Promise<types.View> {
  const found = await queue.find(job);
  const diagnosis = found?.result?.diagnosis ?? null;
  const fix = diagnosis?.fixes[index];
  if (found === null || diagnosis === null || fix === undefined) return renderOutdatedView();
  return renderFixView(fix, {
    target: diagnosis.target,
    reference: found.job.reference,
    callbackId: 'fix',
    ...(thread === null ? {} : { fileValue: JSON.stringify({ job, fix: index, ...thread }) }),
  });
}
