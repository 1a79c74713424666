import type { Content } from '../state/messages.ts';
import { isWire, textOrNull, type Wire, wireList } from '../state/wire.ts';
import { blockLines } from './blocks.ts';
import { mrkdwnToText } from './mrkdwn.ts';
import type { Names } from './names.ts';

/** A message of any kind, as far as it is shown. */
export interface Shown extends Content {
  readonly ts: string;
  readonly user?: string;
  readonly bot_id?: string;
  readonly thread_ts?: string;
  readonly edited?: unknown;
}

/** What one message says, line by line: its blocks, else its text; then attachments and files. No line can move the cursor. */
export function renderMessage(message: Content, names: Names): readonly string[] {
  const body = message.blocks
    ? blockLines(message.blocks, names)
    : mrkdwnToText(message.text, names).split('\n');
  const attachments = (message.attachments ?? []).flatMap((one) => attachmentLines(one, names));
  const files = (message.files ?? []).map(
    (file) => `[file: ${textOrNull(file.title) ?? textOrNull(file.name)}]`,
  );
  return squeeze([...body, ...attachments, ...files]).map(withoutControls);
}

/** Messages one after another as plain text, who said each and when (UTC); replies are indented. */
export function renderThread(messages: readonly Shown[], names: Names): string {
  return messages
    .map((message) => {
      const author = message.user === undefined ? 'app' : names.user(message.user);
      const time = new Date(Number(message.ts) * 1000).toISOString().slice(11, 16);
      const badge = message.bot_id === undefined ? '' : ' APP';
      const head = `${author}${badge}  ${time}${message.edited === undefined ? '' : ' (edited)'}`;
      const lines = [withoutControls(head), ...renderMessage(message, names)];
      const indent = message.thread_ts === undefined || message.thread_ts === message.ts ? '' : '    ';
      return lines.map((line) => `${indent}${line}`.trimEnd()).join('\n');
    })
    .join('\n\n');
}

/** What a dialog or home tab shows. */
export function renderView(view: Wire, names: Names): string {
  const title = isWire(view.title) ? [`── ${textOrNull(view.title.text) ?? ''} ──`] : [];
  const buttons = [view.close, view.submit].flatMap((one) =>
    isWire(one) ? [`[${textOrNull(one.text) ?? ''}]`] : [],
  );
  const lines = [...title, ...squeeze(blockLines(wireList(view.blocks), names))];
  return [...lines, ...(buttons.length > 0 ? [buttons.join(' ')] : [])].map(withoutControls).join('\n');
}

function attachmentLines(attachment: Wire, names: Names): readonly string[] {
  const texts = ['pretext', 'title', 'text'].flatMap((name) => {
    const text = textOrNull(attachment[name]);
    return text === null ? [] : mrkdwnToText(text, names).split('\n');
  });
  const fields = wireList(attachment.fields).map(
    (one) => `${textOrNull(one.title)}: ${textOrNull(one.value)}`,
  );
  const blocks = blockLines(wireList(attachment.blocks), names);
  const lines = [...texts, ...fields, ...blocks];
  const shown = lines.length > 0 ? lines : [textOrNull(attachment.fallback) ?? ''];
  return shown.map((line) => `│ ${line}`);
}

/** No empty line at either end, and never two in a row. */
function squeeze(lines: readonly string[]): readonly string[] {
  const kept = lines.filter((line, at) => line !== '' || (at > 0 && lines[at - 1] !== ''));
  return kept.at(-1) === '' ? kept.slice(0, -1) : kept;
}

/** What is shown may come from anywhere: characters that drive a terminal, or turn its text around, are left out. */
function withoutControls(line: string): string {
  return line.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (mark) => (mark === '\t' ? '  ' : ''));
}
