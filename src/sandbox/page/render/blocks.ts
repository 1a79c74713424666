import { isWire, textOrNull, type Wire, wireList } from '../../slack/state/wire.ts';
import type { Names } from '../../slack/transcript/names.ts';
import { contextActions, controls, image } from './controls.ts';
import { input } from './inputs.ts';
import { markdown } from './markdown.ts';
import { richText } from './rich-text.ts';
import { table } from './table.ts';
import { textObject, wordsOf } from './text-object.ts';
import { el, type Tree } from './tree.ts';

const LEVELS: ReadonlySet<unknown> = new Set(['info', 'warning', 'error', 'success']);
const STATUSES: ReadonlySet<unknown> = new Set(['pending', 'in_progress', 'complete', 'error']);

/**
 * Blocks of a message, a dialog or a home tab, one below the other, as Slack shows them.
 *
 * The one kept library for this, slack-blocks-to-jsx 1.1, does not serve here: it shows mrkdwn that is `verbatim`, as all of ours is, without
 * its formatting, tells nobody which button was pressed or what stands in an input, and wants React and a bundle.
 */
export function blocks(all: readonly Wire[], names: Names): readonly Tree[] {
  return all.map((block) => blockTree(block, names));
}

function blockTree(block: Wire, names: Names): Tree {
  const say = (value: unknown) => textObject(value, names);
  const blockId = textOrNull(block.block_id) ?? '';
  const box = (name: string, children: readonly Tree[]) => el('div', { class: `block ${name}` }, children);
  switch (block.type) {
    case 'header':
      return el('h3', { class: 'block header' }, say(block.text));
    case 'section':
      return section(block, blockId, names);
    case 'context':
      return box('context', controls(wireList(block.elements), blockId, names));
    case 'actions':
      return box('actions', controls(wireList(block.elements), blockId, names));
    case 'context_actions':
      return box('actions', contextActions(block, blockId, names));
    case 'divider':
      return el('hr', { class: 'block' });
    case 'rich_text':
      return box('rich-text', richText(block, names));
    case 'alert':
      return el(
        'div',
        {
          class: `block alert level-${LEVELS.has(block.level) ? String(block.level) : 'default'}`,
          role: 'note',
        },
        say(block.text),
      );
    case 'table':
    case 'data_table':
      return box('', [table(block, names)]);
    case 'markdown':
      return box('markdown', markdown(textOrNull(block.text) ?? ''));
    case 'image':
    case 'video':
      return box('', [image(block)]);
    case 'file':
      return box('', [el('span', { class: 'image' }, [`📄 ${blockId}`])]);
    case 'input':
      return input(block, names);
    case 'container':
      return container(block, names);
    case 'card':
      return card(block, blockId, names);
    case 'carousel':
      return box('carousel', blocks(wireList(block.elements), names));
    case 'plan':
      return box('plan', [
        el('h4', {}, [textOrNull(block.title) ?? '']),
        ...blocks(wireList(block.tasks), names),
      ]);
    case 'task_card':
      return box(`task is-${STATUSES.has(block.status) ? String(block.status) : 'pending'}`, [
        el('span', { class: 'task-title' }, [textOrNull(block.title) ?? '']),
        ...[block.details, block.output].flatMap((one) => (isWire(one) ? richText(one, names) : [])),
      ]);
    default:
      return box('unknown', [`This page cannot show a ${String(block.type)} block.`]);
  }
}

function section(block: Wire, blockId: string, names: Names): Tree {
  const text = textObject(block.text, names);
  const fields = wireList(block.fields).map((field) =>
    el('div', { class: 'cell' }, textObject(field, names)),
  );
  return el('div', { class: 'block section' }, [
    el('div', { class: 'body' }, [
      ...(text.length === 0 ? [] : [el('div', { class: 'text' }, text)]),
      ...(fields.length === 0 ? [] : [el('div', { class: 'fields' }, fields)]),
    ]),
    ...(isWire(block.accessory) ? controls([block.accessory], blockId, names) : []),
  ]);
}

/** A box around other blocks, which may be folded. */
function container(block: Wire, names: Names): Tree {
  const title = isWire(block.rich_text_title)
    ? richText(block.rich_text_title, names)
    : textObject(block.title, names);
  const subtitle = textObject(block.subtitle, names);
  const head = [
    el('span', { class: 'title' }, title),
    ...(subtitle.length === 0 ? [] : [el('span', { class: 'subtitle' }, subtitle)]),
  ];
  const inside = el('div', { class: 'inside' }, blocks(wireList(block.child_blocks), names));
  if (block.is_collapsible !== true) {
    return el('div', { class: 'block container' }, [el('div', { class: 'summary' }, head), inside]);
  }
  const open = block.default_collapsed === true ? {} : { open: '' };
  return el('details', { class: 'block container', ...open }, [el('summary', {}, head), inside]);
}

function card(block: Wire, blockId: string, names: Names): Tree {
  const part = (name: string, value: unknown): readonly Tree[] =>
    wordsOf(value) === '' ? [] : [el('div', { class: name }, textObject(value, names))];
  return el('div', { class: 'block card' }, [
    ...part('title', block.title),
    ...part('subtitle', block.subtitle),
    ...part('text', block.body),
    el('div', { class: 'actions' }, controls(wireList(block.actions), blockId, names)),
  ]);
}
