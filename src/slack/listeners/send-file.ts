import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Fix } from '../../checker/vocabulary/fix.ts';
import type { Target } from '../../checker/vocabulary/target.ts';
import { jsonText } from '../../render/json-text.ts';
import { ACTIONS } from '../../render/slack/buttons.ts';
import { renderFixView, renderOutdatedView } from '../../render/slack/fix-view.ts';
import { parseButtonValue } from '../button-value.ts';
import type { Listening } from './listening.ts';

const SENT = 'The file is in the thread.';
const ELSE = 'Copy the policy from here.';

/** *Send as a file to the thread*, in the dialog of a fix. The dialog says what became of it, and offers it no second time. */
export function onSendFile(app: App, listening: Listening): void {
  const { queue, log } = listening;
  app.action<BlockAction<ButtonAction>>(ACTIONS.sendFile, async ({ action, body, ack, client }) => {
    // Slack waits three seconds, and a file is three calls.
    await ack();
    const value = parseButtonValue(action.value);
    const viewId = body.view?.id;
    if (value?.channel === undefined || value.threadTs === undefined || viewId === undefined) return;
    const { channel, threadTs } = value;
    try {
      const found = await queue.find(value.job);
      const diagnosis = found?.result?.diagnosis ?? null;
      const fix = diagnosis?.fixes[value.fix ?? 0];
      if (found === null || diagnosis === null || fix === undefined || fix.document === null) {
        await client.views.update({ view_id: viewId, view: renderOutdatedView() });
        return;
      }
      const { reference } = found.job;
      const refusal = await upload(client, fix, diagnosis.target, { channel, threadTs });
      log.info({ event: 'file', reference, channel, user: body.user.id, refusal });
      const view = renderFixView(fix, {
        target: diagnosis.target,
        reference,
        callbackId: 'fix',
        notice: refusal === null ? SENT : `${sentenceFor(refusal)} ${ELSE}`,
      });
      await client.views.update({ view_id: viewId, view });
    } catch (error) {
      // The dialog may be closed by now, and what it showed can still be copied.
      log.warn({
        event: 'file-untold',
        channel,
        reason: error instanceof Error ? error.message : String(error),
      });
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
