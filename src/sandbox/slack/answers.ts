import type { Content } from './state/messages.ts';
import type { Original, ResponsePlace } from './state/response-urls.ts';
import type { Arguments } from './web-api/arguments.ts';
import { isEmpty, readContent } from './web-api/message-content.ts';
import { failure, type Reply, success } from './web-api/method.ts';
import type { Workspace } from './workspace.ts';

export interface UrlAnswer {
  readonly status: 200 | 400 | 404;
  readonly body: Reply;
}

/** Takes what the bot posts to a response_url: a new message for one or for all, or a change of the one that was acted on. */
export function answerThroughUrl(workspace: Workspace, key: string, args: Arguments): UrlAnswer {
  const use = workspace.responseUrls.use(key);
  if (!use.ok) return { status: 404, body: failure(use.error) };
  const shown = showAnswer(workspace, use.place, args);
  if (!shown.ok) return { status: 400, body: shown.refusal };
  if (shown.original) workspace.responseUrls.setOriginal(key, shown.original);
  return { status: 200, body: success() };
}

export type Shown =
  | { readonly ok: true; readonly original: Original | null }
  | { readonly ok: false; readonly refusal: Reply };

/** Shows an answer in its place. `original` is what stands there now, null where nothing does. */
export function showAnswer(workspace: Workspace, place: ResponsePlace, args: Arguments): Shown {
  const { original } = place;
  if (args.flag('delete_original')) {
    if (original) removeOriginal(workspace, original);
    return { ok: true, original: null };
  }
  const reading = readContent(args, workspace);
  if (!reading.ok) return { ok: false, refusal: reading.refusal };
  // A response_url knows no markdown_text, whatever chat.postMessage knows.
  if (isEmpty(reading.content) || args.has('markdown_text'))
    return { ok: false, refusal: failure('no_text') };
  if (args.flag('replace_original') && original && replaceOriginal(workspace, original, reading.content)) {
    return { ok: true, original };
  }
  return { ok: true, original: showNew(workspace, place, reading.content, args) };
}

function showNew(workspace: Workspace, place: ResponsePlace, content: Content, args: Arguments): Original {
  const { app, ephemerals, messages } = workspace;
  const { channel, user } = place;
  const parent = args.text('thread_ts');
  const thread = parent === null ? {} : { thread_ts: parent };
  if (args.text('response_type') === 'in_channel') {
    const author = { user: app.botUserId, bot_id: app.botId, app_id: app.appId };
    return { kind: 'message', channel, ts: messages.post({ channel, ...author, ...thread, ...content }).ts };
  }
  return { kind: 'ephemeral', channel, ts: ephemerals.show({ channel, user, ...thread, ...content }).ts };
}

/** An ephemeral stays one, whatever response_type its replacement asks for. */
function replaceOriginal({ ephemerals, messages }: Workspace, original: Original, content: Content): boolean {
  if (original.kind === 'ephemeral') return ephemerals.replace(original.ts, content);
  const previous = messages.find(original.channel, original.ts);
  if (!previous) return false;
  const { blocks: _blocks, attachments: _attachments, ...kept } = previous;
  messages.replace(previous, { ...kept, ...content });
  return true;
}

function removeOriginal({ ephemerals, messages }: Workspace, original: Original): void {
  if (original.kind === 'ephemeral') {
    ephemerals.remove(original.ts);
    return;
  }
  const previous = messages.find(original.channel, original.ts);
  if (previous) messages.remove(previous);
}
