/** @import { Of } from './store.js' */
import { build, make } from './build.js';
import { all, only } from './store.js';

/** @typedef {Of<'message'>} Message */

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' });

/** A list of messages that keeps whatever has not changed, and the focus where it is. */
export class MessageList {
  /** @type {Map<string, { message: Message, replies: string, node: HTMLElement }>} */
  #shown = new Map();
  #list;
  #hasReplies;

  /**
   * @param {HTMLElement} list
   * @param {{ readonly hasReplies: boolean }} options `hasReplies`: parents say how many replies they have
   */
  constructor(list, { hasReplies }) {
    this.#list = list;
    this.#hasReplies = hasReplies;
  }

  /** @param {readonly Message[]} messages */
  show(messages) {
    const wanted = new Map(messages.map((message) => [keyOf(message), message]));
    for (const [key, { node }] of this.#shown) {
      if (wanted.has(key)) continue;
      node.remove();
      this.#shown.delete(key);
    }
    /** @type {Element | null} */
    let before = null;
    for (const [key, message] of wanted) {
      const node = this.#nodeOf(key, message);
      /** @type {Element | null} */
      const place = before === null ? this.#list.firstElementChild : before.nextElementSibling;
      if (place !== node) this.#list.insertBefore(node, place);
      before = node;
    }
  }

  /** @param {string} key */
  node(key) {
    return this.#shown.get(key)?.node ?? null;
  }

  /** @param {string} key @param {Message} message */
  #nodeOf(key, message) {
    const known = this.#shown.get(key);
    const replies = this.#hasReplies ? repliesOf(message) : [];
    const last = replies.at(-1);
    const signature = `${replies.length} ${last?.ts ?? ''}`;
    if (known?.message === message && known.replies === signature) return known.node;
    const focus = known?.node.contains(document.activeElement) ? focusKey(document.activeElement) : null;
    const node = messageNode(message, replies, this.#hasReplies);
    if (known !== undefined) keepOpen(known.node, node);
    known?.node.replaceWith(node);
    this.#shown.set(key, { message, replies: signature, node });
    if (focus !== null) {
      const again = [...node.querySelectorAll('button, a, summary, pre')].find(
        (one) => focusKey(one) === focus,
      );
      if (again instanceof HTMLElement) again.focus();
    }
    return node;
  }
}

/** @param {Message} message */
export function keyOf({ channel, ts }) {
  return `message:${channel}:${ts}`;
}

/** @param {Message} message @returns {Message[]} */
export function repliesOf({ channel, ts }) {
  return all('message').filter((one) => one.channel === channel && one.thread === ts);
}

/** @param {Message} message @param {readonly Message[]} replies @param {boolean} isParent it stands for its thread, which is not in sight */
function messageNode(message, replies, isParent) {
  const { channel, ts, author, isBot, isEdited, isEphemeral, status } = message;
  const when = new Date(Number(ts) * 1000);
  const shortcut = only('workspace')?.shortcut ?? null;
  return make(
    'li',
    {
      class: `message${isEphemeral ? ' ephemeral' : ''}`,
      'data-channel': channel,
      'data-ts': ts,
      tabindex: '-1',
    },
    [
      make('span', { class: `avatar ${isBot ? 'bot' : 'person'}`, 'aria-hidden': 'true' }, [
        isBot ? '' : initialsOf(author),
      ]),
      make('div', { class: 'said' }, [
        ...(isEphemeral ? [make('p', { class: 'only-you' }, ['👁 Only visible to you'])] : []),
        make('p', { class: 'who' }, [
          make('strong', {}, [author]),
          ...(isBot ? [make('span', { class: 'badge' }, ['APP'])] : []),
          make('time', { datetime: when.toISOString(), title: DAY.format(when) }, [CLOCK.format(when)]),
        ]),
        make('div', { class: 'content' }, build(message.body)),
        ...(isEdited ? [make('span', { class: 'edited' }, ['(edited)'])] : []),
        ...(status === null || !isParent ? [] : [make('p', { class: 'status' }, [`${author} ${status}`])]),
        ...(replies.length === 0 ? [] : [repliesNode(replies)]),
      ]),
      ...(isEphemeral
        ? []
        : [
            make('div', { class: 'tools' }, [
              make('button', { type: 'button', 'data-gesture': 'thread', title: 'Reply in thread' }, [
                'Reply',
              ]),
              ...(shortcut === null
                ? []
                : [make('button', { type: 'button', 'data-gesture': 'shortcut' }, [shortcut])]),
            ]),
          ]),
    ],
  );
}

/** @param {readonly Message[]} replies */
function repliesNode(replies) {
  const last = replies.at(-1);
  const words = replies.length === 1 ? '1 reply' : `${replies.length} replies`;
  return make('button', { type: 'button', class: 'replies', 'data-gesture': 'thread' }, [
    make('span', { class: `avatar small ${last?.isBot ? 'bot' : 'person'}`, 'aria-hidden': 'true' }),
    make('strong', {}, [words]),
    make('span', {}, [`Last reply ${CLOCK.format(new Date(Number(last?.ts) * 1000))}`]),
  ]);
}

/** @param {string} name */
function initialsOf(name) {
  return name
    .split(' ')
    .map((word) => word[0] ?? '')
    .join('')
    .slice(0, 2);
}

/** What somebody has unfolded stays so when the message is drawn anew. @param {HTMLElement} before @param {HTMLElement} after */
function keepOpen(before, after) {
  const boxes = [...before.querySelectorAll('details')];
  const again = [...after.querySelectorAll('details')];
  if (boxes.length !== again.length) return;
  for (const [at, box] of again.entries()) box.open = boxes[at]?.open ?? box.open;
}

/** Says which control it is, whatever stands around it. @param {Element | null} element */
function focusKey(element) {
  if (!(element instanceof HTMLElement)) return null;
  const { gesture = '', action = '', block = '' } = element.dataset;
  return `${element.tagName} ${gesture} ${action} ${block} ${element.textContent}`;
}
