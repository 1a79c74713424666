import type { Content } from '../../slack/state/messages.ts';
import { textOrNull, type Wire, wireList } from '../../slack/state/wire.ts';
import type { Names } from '../../slack/transcript/names.ts';
import { blocks } from './blocks.ts';
import { mrkdwn } from './mrkdwn.ts';
import { el, type Tree } from './tree.ts';

/** What a message says: its blocks, else its text; then its attachments and files. */
export function content(message: Content, names: Names): readonly Tree[] {
  const body =
    message.blocks && message.blocks.length > 0
      ? blocks(message.blocks, names)
      : message.text === ''
        ? []
        : [el('div', { class: 'text' }, mrkdwn(message.text, names))];
  return [
    ...body,
    ...(message.attachments ?? []).map((one) => attachment(one, names)),
    ...(message.files ?? []).map(file),
  ];
}

function attachment(one: Wire, names: Names): Tree {
  const texts = ['pretext', 'title', 'text'].flatMap((name): readonly Tree[] => {
    const text = textOrNull(one[name]) ?? '';
    return text === '' ? [] : [el('div', { class: `text ${name}` }, mrkdwn(text, names))];
  });
  const fields = wireList(one.fields).map((field) =>
    el('div', { class: 'cell' }, [
      el('strong', {}, [textOrNull(field.title) ?? '']),
      el('br'),
      ...mrkdwn(textOrNull(field.value) ?? '', names),
    ]),
  );
  const shown = [
    ...texts,
    ...(fields.length === 0 ? [] : [el('div', { class: 'fields' }, fields)]),
    ...blocks(wireList(one.blocks), names),
  ];
  return el(
    'div',
    { class: 'attachment' },
    shown.length > 0 ? shown : [textOrNull(one.fallback) ?? 'attachment'],
  );
}

function file(one: Wire): Tree {
  const name = textOrNull(one.name) ?? textOrNull(one.title) ?? 'file';
  const id = textOrNull(one.id);
  const title = el('span', {}, [`📄 ${textOrNull(one.title) ?? name}`]);
  if (id === null) return el('div', { class: 'file' }, [title]);
  return el('div', { class: 'file' }, [
    title,
    el('a', { href: `/files/${encodeURIComponent(id)}`, download: name }, ['Download']),
  ]);
}
