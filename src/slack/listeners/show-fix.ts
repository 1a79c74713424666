import type { App, BlockAction, ButtonAction, types } from '@slack/bolt';
import { QueueUnavailableError } from '../../queue/queue-unavailable-error.ts';
import { renderFailure } from '../../render/slack/failure.ts';
import { renderFixView, renderOutdatedView } from '../../render/slack/fix-view.ts';
import type { Form } from '../../render/slack/form.ts';
import { createBlockForms } from '../block-forms.ts';
import { parseButtonValue } from '../button-value.ts';
import { findResult } from '../find-result.ts';
import { referenceOf } from '../question-id.ts';
import { tellNow } from '../tell.ts';
import { viewFormsOf, workspaceOf } from '../view-forms.ts';
import type { Listening } from './listening.ts';

/**
 * *Get corrected policy*: a dialog with the document and the lines to paste. It is read from the question's result, so the button works after
 * a restart; the trigger lives 3 s, hence one quick look-up and no second round.
 */
export function onShowFix(app: App, listening: Listening): void {
  const forms = createBlockForms(listening.log, Date.now);
  app.action<BlockAction<ButtonAction>>('fix_show', async ({ action, body, ack, client }) => {
    const value = parseButtonValue(action.value);
    if (value === null) return ack();
    try {
      const view = await viewOf(listening, value.job, value.fix ?? 0, threadOf(body));
      await forms.send(workspaceOf(body), viewFormsOf(view), (each) =>
        client.views.open({ trigger_id: body.trigger_id, view: each }),
      );
    } catch (error) {
      if (!(error instanceof QueueUnavailableError)) throw error;
      const reference = referenceOf(value.job);
      listening.log.error({ event: 'fix-not-found', reference, reason: error.message });
      // Where the person cannot be told here, Slack does it, for nothing is acknowledged.
      const failure = renderFailure({ sentence: error.message, reference });
      await tellNow(() => listening.respond(body.response_url, failure));
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
): Promise<(form: Form) => types.View> {
  const found = await findResult(queue, job);
  const diagnosis = found?.result?.diagnosis ?? null;
  const fix = diagnosis?.fixes[index];
  if (found === null || diagnosis === null || fix === undefined) return () => renderOutdatedView();
  const { target } = diagnosis;
  const { reference } = found.job;
  const file = thread === null ? {} : { fileValue: JSON.stringify({ job, fix: index, ...thread }) };
  return (form) => renderFixView(fix, { target, reference, callbackId: 'fix', form, ...file });
}
