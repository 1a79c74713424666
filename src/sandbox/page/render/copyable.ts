import { el, type Tree } from './tree.ts';

/** Text in a box, with the control to copy it that Slack shows there. */
export function copyable(text: string): Tree {
  return el('div', { class: 'copyable' }, [
    el('pre', { tabindex: '0' }, [text]),
    el('button', { type: 'button', class: 'copy', 'data-gesture': 'copy' }, ['Copy']),
  ]);
}
