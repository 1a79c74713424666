import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Fix } from '../../checker/vocabulary/fix.ts';
import type { Target } from '../../checker/vocabulary/target.ts';
import { QueueUnavailableError } from '../../queue/queue-unavailable-error.ts';
import { jsonText } from '../../render/json-text.ts';
import { ACTIONS } from '../../render/slack/buttons.ts';
import { renderFailure } from '../../render/slack/failure.ts';
import { renderFixView, renderOutdatedView } from '../../render/slack/fix-view.ts';
import { createBlockForms } from '../block-forms.ts';
import { parseButtonValue } from '../button-value.ts';
import { createDialogClaims } from '../claim-dialog.ts';
import { findResult } from '../find-result.ts';
import { referenceOf } from '../question-id.ts';
import { tellNow } from '../tell.ts';
import { viewFormsOf, workspaceOf } from '../view-forms.ts';
import { whisper } from '../whisper.ts';
import type { Listening } from './listening.ts';

const SENDING = 'I am sending the file to the thread.';
const SENT = 'The file is in the thread.';
const ELSE = 'Copy the policy from the dialog.';

/** *Send as a file to the thread*, in the dialog of a fix. A double click sends one; the dialog says what became of it, and offers it no second time. */
export function onSendFile(app: App, listening: Listening): void {
  const { queue, log } = listening;
  const forms = createBlockForms(log, Date.now);
  const claims = createDialogClaims(log);
  app.action<BlockAction<ButtonAction>>(ACTIONS.sendFile, async ({ action, body, ack, client }) => {
    // Slack waits three seconds, and a file is three calls.
    await ack();
    const value = parseButtonValue(action.value);
    const dialog = body.view;
    if (value?.channel === undefined || value.threadTs === undefined || dialog === undefined) return;
    const viewId = dialog.id;
    const { channel, threadTs } = value;
    try {
      const found = await findResult(queue, value.job);
      const diagnosis = found?.result?.diagnosis ?? null;
      const fix = diagnosis?.fixes[value.fix ?? 0];
      if (found === null || diagnosis === null || fix === undefined || fix.document === null) {
        await client.views.update({ view_id: viewId, view: renderOutdatedView() });
        return;
      }
      const { reference } = found.job;
      const { target } = diagnosis;
      const show = (notice: string, change: { readonly hash?: string } = {}) =>
        forms.send(
          workspaceOf(body),
          viewFormsOf((form) => renderFixView(fix, { target, reference, callbackId: 'fix', notice, form })),
          (view) => client.views.update({ view_id: viewId, view, ...change }),
        );
      if (!(await claims.claim(dialog, (hash) => show(SENDING, { hash })))) return;
      const refusal = await upload(client, fix, target, { channel, threadTs });
      log.info({ event: 'file', reference, channel, user: body.user.id, refusal });
      await show(refusal === null ? SENT : `${sentenceFor(refusal)} ${ELSE}`);
    } catch (error) {
      const reference = referenceOf(value.job);
      const reason = error instanceof Error ? error.message : String(error);
      // The dialog may be closed by now, and what it showed can still be copied.
      log.warn({ event: 'file-untold', reference, channel, reason });
      if (!(error instanceof QueueUnavailableError)) return;
      const failure = renderFailure({ sentence: error.message, next: ELSE, reference });
      await tellNow(() => whisper(client, { channel, threadTs, user: body.user.id }, failure, log));
    }
  });
}

/** Null where it is there, else Slack's word for why it is not. */
async function upload(
  client: WebClient,
  { kind, document }: Fix,
  { namespace, serviceAccount }: Omit<Target, 'pod'>,
  { channel, threadTs }: { channel: string; threadTs: string },
): Promise<string | null> {
  try {
    await client.filesUploadV2({
      channel_id: channel,
      thread_ts: threadTs,
      filename: `${namespace}-${serviceAccount}-${kind}.json`,
      title: `${kind} for ${namespace}/${serviceAccount}`,
      content: `${jsonText(document)}\n`,
    });
    return null;
  } catch (error) {
    return error instanceof WebAPIPlatformError ? error.data.error : 'failed';
  }
}

function sentenceFor(refusal: string): string {
  switch (refusal) {
    case 'missing_scope':
      return 'I may not send files: the app was not granted `files:write`.';
    case 'not_in_channel':
    case 'channel_not_found':
      return 'I may not send a file there: I am not a member of the channel.';
    case 'file_uploads_disabled':
      return 'Files are switched off in this workspace.';
    default:
      return 'Slack did not take the file.';
  }
}
