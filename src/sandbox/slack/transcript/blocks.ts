import { wordsOn } from '../people/controls.ts';
import { isWire, textOrNull, type Wire, wireList } from '../state/wire.ts';
import { emojiSymbol } from './emoji.ts';
import { mrkdwnToText, plainToText } from './mrkdwn.ts';
import type { Names } from './names.ts';
import { richTextLines } from './rich-text.ts';
import { tableLines } from './table.ts';

const alertMarks: ReadonlyMap<unknown, string> = new Map([
  ['error', emojiSymbol('x')],
  ['warning', emojiSymbol('warning')],
  ['success', emojiSymbol('white_check_mark')],
  ['info', emojiSymbol('information_source')],
]);
const taskMarks: ReadonlyMap<unknown, string> = new Map([
  ['complete', '✔'],
  ['error', '✗'],
  ['in_progress', '…'],
]);

/** The lines of blocks, one block after another, as a terminal reader sees them. */
export function blockLines(blocks: readonly Wire[], names: Names): readonly string[] {
  return blocks.flatMap((block) => linesOf(block, names));
}

function linesOf(block: Wire, names: Names): readonly string[] {
  const say = (value: unknown): readonly string[] => textLines(value, names);
  switch (block.type) {
    case 'header':
      return ['', ...say(block.text).flatMap((line) => [line, '═'.repeat(line.length)])];
    case 'section': {
      const accessory = isWire(block.accessory) ? elementLines([block.accessory], names) : [];
      return [...say(block.text), ...wireList(block.fields).flatMap(say), ...accessory];
    }
    case 'context':
    case 'actions':
    case 'context_actions':
      return elementLines(wireList(block.elements), names);
    case 'divider':
      return ['────────'];
    case 'rich_text':
      return richTextLines(block, names);
    case 'alert': {
      const mark = alertMarks.get(block.level);
      return say(block.text).map((line, at) => (mark !== undefined && at === 0 ? `${mark} ${line}` : line));
    }
    case 'table':
      return tableLines(block, names);
    case 'data_table':
      return [textOrNull(block.caption) ?? '', ...tableLines(block, names)];
    case 'markdown':
      return (textOrNull(block.text) ?? '').split('\n');
    case 'image':
      return [`[image: ${textOrNull(block.alt_text) ?? ''}]`];
    case 'input':
      return [...say(block.label).map((line) => `${line}:`), ...inputLines(block.element)];
    case 'container': {
      const title = isWire(block.rich_text_title)
        ? richTextLines(block.rich_text_title, names)
        : say(block.title);
      const inside = blockLines(wireList(block.child_blocks), names);
      return [
        ...title.map((line) => `▾ ${line}`),
        ...[...say(block.subtitle), ...inside].map((line) => `  ${line}`.trimEnd()),
      ];
    }
    case 'card':
      return [
        ...say(block.title),
        ...say(block.subtitle),
        ...say(block.body),
        ...elementLines(wireList(block.actions), names),
      ];
    case 'carousel':
      return wireList(block.elements).flatMap((card) => linesOf(card, names));
    case 'plan':
      return [
        textOrNull(block.title) ?? '',
        ...wireList(block.tasks).flatMap((task) => linesOf(task, names)),
      ];
    case 'task_card':
      return [
        `${taskMarks.get(block.status) ?? '·'} ${textOrNull(block.title) ?? ''}`,
        ...(isWire(block.details) ? richTextLines(block.details, names) : []),
        ...(isWire(block.output) ? richTextLines(block.output, names) : []),
      ];
    default:
      return [`[${String(block.type)}]`];
  }
}

function textLines(value: unknown, names: Names): readonly string[] {
  const text = isWire(value) ? textOrNull(value.text) : null;
  if (text === null || !isWire(value)) return [];
  return (value.type === 'mrkdwn' ? mrkdwnToText(text, names) : plainToText(text)).split('\n');
}

/** Buttons stand on one line; texts on lines of their own. */
function elementLines(elements: readonly Wire[], names: Names): readonly string[] {
  const texts = elements.filter((one) => one.type === 'mrkdwn' || one.type === 'plain_text');
  const controls = elements.filter((one) => !texts.includes(one)).map(controlText);
  return [
    ...texts.flatMap((one) => textLines(one, names)),
    ...(controls.length > 0 ? [controls.join(' ')] : []),
  ];
}

function controlText(element: Wire): string {
  if (element.type === 'image') return `[image: ${textOrNull(element.alt_text) ?? ''}]`;
  if (element.type === 'feedback_buttons') return '[👍] [👎]';
  const words = wordsOn(element);
  if (words !== '') return typeof element.url === 'string' ? `[${words} → ${element.url}]` : `[${words}]`;
  const hint = isWire(element.placeholder) ? textOrNull(element.placeholder.text) : null;
  return `[${hint ?? String(element.type)} ▾]`;
}

function inputLines(element: unknown): readonly string[] {
  const initial = isWire(element) ? textOrNull(element.initial_value) : null;
  return (initial ?? '______').split('\n').map((line) => `    ${line}`);
}
