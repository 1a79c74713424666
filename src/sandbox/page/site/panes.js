/** @import { Message } from './messages.js' */
import { build, make, part } from './build.js';
import { Composer } from './composer.js';
import { said } from './follow.js';
import { keyOf, MessageList, repliesOf } from './messages.js';
import { openedThread, state } from './state.js';
import { all, only } from './store.js';

const channelList = new MessageList(part('messages', HTMLElement), { hasReplies: true });
const threadList = new MessageList(part('thread', HTMLElement), { hasReplies: false });
const channelScroll = part('channel-scroll', HTMLElement);
const threadScroll = part('thread-scroll', HTMLElement);
export const channelComposer = new Composer(part('composer', HTMLFormElement), said);
export const threadComposer = new Composer(part('thread-composer', HTMLFormElement), said);
let openChannel = '';
let openThread = '';
/** @type {{ readonly view: unknown } | null} */
let shownHome = null;

/** The channel that is looked at, with its messages and its composer. */
export function showChannel() {
  const channel = all('channel').find(({ id }) => id === state.channel);
  const bot = only('workspace')?.bot ?? 'irsa';
  if (channel === undefined) return;
  const { id, name, place, hasBot, isArchived } = channel;
  const title = place === 'im' ? name : `#${name}`;
  document.title = `${title} · irsa-doctor sandbox`;
  part('channel-name', HTMLElement).textContent = title;
  part('channel-about', HTMLElement).textContent = aboutOf(place, hasBot, isArchived, bot);
  showHome(place === 'im');
  showBeginning(title, place === 'im', bot);
  const follows = id !== openChannel || isAtEnd(channelScroll);
  channelList.show(all('message').filter((one) => one.channel === id && one.thread === null));
  if (follows && !state.isHome) channelScroll.scrollTop = channelScroll.scrollHeight;
  openChannel = id;
  const isHidden = isArchived || (place === 'im' && state.isHome);
  channelComposer.show(isHidden ? null : { channel: id, thread: null }, `Message ${title}`);
}

/** The thread that is looked at, if one is. */
export function showThread() {
  const thread = openedThread();
  const parent = all('message').find(({ channel, ts }) => channel === state.channel && ts === thread);
  const isArchived = all('channel').some((one) => one.id === state.channel && one.isArchived);
  part('no-thread', HTMLElement).hidden = parent !== undefined;
  threadScroll.hidden = parent === undefined;
  const name = parent === undefined ? '' : keyOf(parent);
  const follows = name === openThread && isAtEnd(threadScroll);
  threadList.show(parent === undefined ? [] : [parent, ...repliesOf(parent)]);
  const status = part('thread-status', HTMLElement);
  status.hidden = !parent?.status;
  status.textContent = parent?.status ? `${only('workspace')?.bot ?? ''} ${parent.status}` : '';
  if (follows) threadScroll.scrollTop = threadScroll.scrollHeight;
  openThread = name;
  const place = parent === undefined || isArchived ? null : { channel: parent.channel, thread: parent.ts };
  threadComposer.show(place, 'Reply…');
}

/** Brings the beginning of a message into view: an answer is read from its verdict on. @param {Message} message */
export function reveal(message) {
  const [list, scroll] = message.thread === null ? [channelList, channelScroll] : [threadList, threadScroll];
  const node = list.node(keyOf(message));
  if (node !== null) scroll.scrollTop = node.offsetTop - scroll.offsetTop;
}

/** @param {string} place @param {boolean} hasBot @param {boolean} isArchived @param {string} bot */
function aboutOf(place, hasBot, isArchived, bot) {
  if (isArchived) return 'Archived: nobody can write here';
  if (place === 'im') return `You and ${bot}, nobody else`;
  return hasBot ? `${bot} is a member` : `${bot} is not a member: /invite @${bot}`;
}

/** @param {string} title @param {boolean} isDirect @param {string} bot */
function showBeginning(title, isDirect, bot) {
  const place = part('beginning', HTMLElement);
  if (place.dataset.title === title) return;
  place.dataset.title = title;
  // Where a cluster is named, it is another than the one that is asked about by default.
  const elsewhere = only('workspace')?.scenarios.find(
    ({ prompt, verdict }) => verdict === 'healthy' && prompt.split(' ').length > 3,
  );
  const ask = (/** @type {string} */ words, /** @type {string} */ about) =>
    make('li', {}, [
      make('button', { type: 'button', 'data-gesture': 'fill', 'data-words': words }, [
        make('code', {}, [words]),
      ]),
      make('span', {}, [about]),
    ]);
  place.replaceChildren(
    make('h3', {}, [isDirect ? `Ask ${bot}` : `This is the beginning of ${title}`]),
    make('p', {}, ['A pod cannot assume its IAM role. Ask why:']),
    make('ul', {}, [
      ask('/irsa check payments/api', 'names the one condition that fails'),
      ...(elsewhere === undefined ? [] : [ask(elsewhere.prompt, 'on another cluster')]),
      ask('/irsa help', 'shows all that can be asked'),
    ]),
  );
}

/** @param {boolean} isDirect */
function showHome(isDirect) {
  const isHome = isDirect && state.isHome;
  const home = part('home', HTMLElement);
  const view = only('home');
  part('home-tabs', HTMLElement).hidden = !isDirect;
  for (const tab of part('home-tabs', HTMLElement).children) {
    if (tab instanceof HTMLElement)
      tab.setAttribute('aria-pressed', String((tab.dataset.home === 'home') === isHome));
  }
  home.hidden = !isHome;
  part('beginning', HTMLElement).hidden = isHome;
  part('messages', HTMLElement).hidden = isHome;
  if (!isHome || (shownHome !== null && shownHome.view === view)) return;
  shownHome = { view };
  home.dataset.view = view?.id ?? '';
  home.replaceChildren(
    ...(view === null
      ? [make('p', { class: 'empty' }, ['The bot shows nothing on its home tab.'])]
      : build(view.body)),
  );
}

/** @param {HTMLElement} element */
function isAtEnd(element) {
  return element.scrollHeight - element.scrollTop - element.clientHeight < 60;
}
