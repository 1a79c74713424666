import { isWire, textOrNull, type Wire, wireList } from '../../slack/state/wire.ts';
import type { Names } from '../../slack/transcript/names.ts';
import { textObject, wordsOf } from './text-object.ts';
import { el, lines, type Tree } from './tree.ts';

/** Elements of an `actions` block, or beside a section's text. `blockId` is where they stand: the browser says it when one is pressed. */
export function controls(elements: readonly Wire[], blockId: string, names: Names): readonly Tree[] {
  return elements.map((element) => control(element, blockId, names));
}

function control(element: Wire, blockId: string, names: Names): Tree {
  switch (element.type) {
    case 'mrkdwn':
    case 'plain_text':
      return el('span', {}, textObject(element, names));
    case 'image':
      return image(element);
    case 'button':
    case 'workflow_button':
    case 'icon_button':
      return button(element, blockId, names);
    default:
      return el('button', { type: 'button', class: 'button', disabled: '', title: UNHEARD }, [
        `${wordsOf(element.placeholder) || String(element.type).replaceAll('_', ' ')} ▾`,
      ]);
  }
}

/** Said of the elements that the sandbox's Slack draws and does not deliver. */
const UNHEARD = 'Only buttons work in the sandbox';

function button(element: Wire, blockId: string, names: Names): Tree {
  const { style, confirm } = element;
  const url = textOrNull(element.url);
  const label = textOrNull(element.accessibility_label);
  return el(
    'button',
    {
      type: 'button',
      class: `button${style === 'primary' || style === 'danger' ? ` ${style}` : ''}`,
      'data-gesture': 'press',
      'data-block': blockId,
      'data-action': textOrNull(element.action_id) ?? '',
      ...(url === null ? {} : { 'data-url': url }),
      ...(label === null ? {} : { 'aria-label': label }),
      ...(isWire(confirm) ? { 'data-confirm': confirmation(confirm) } : {}),
    },
    textObject(element.text, names),
  );
}

function confirmation(confirm: Wire): string {
  return [wordsOf(confirm.title), wordsOf(confirm.text)].filter((words) => words !== '').join('\n\n');
}

/** The page loads nothing from anywhere, so that an image is what it shows, in words. */
export function image(block: Wire): Tree {
  const title = wordsOf(block.title);
  return el('span', { class: 'image' }, lines(`🖼 ${title || (textOrNull(block.alt_text) ?? 'image')}`));
}

/** A pair of thumbs, or buttons with an icon. */
export function contextActions(block: Wire, blockId: string, names: Names): readonly Tree[] {
  return wireList(block.elements).flatMap((element) => {
    if (element.type !== 'feedback_buttons') return controls([element], blockId, names);
    return [element.positive_button, element.negative_button].map((one) =>
      el('button', { type: 'button', class: 'button', disabled: '', title: UNHEARD }, [wordsOf(one)]),
    );
  });
}
