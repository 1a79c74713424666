import { make, part } from './build.js';
import { state } from './state.js';
import { all, only } from './store.js';

const channels = part('channels', HTMLUListElement);
const direct = part('direct', HTMLUListElement);
/** The last message that was looked at in each channel. @type {Map<string, string>} */
const read = new Map();
let shown = '';

/** Lists the places of the workspace; a place with something new in it is bold. */
export function showSidebar() {
  const places = all('channel');
  if (state.channel !== null) read.set(state.channel, newestIn(state.channel));
  const entries = places.map((place) => ({
    ...place,
    isOpen: place.id === state.channel,
    isNew: newestIn(place.id) > (read.get(place.id) ?? ''),
  }));
  const signature = JSON.stringify([entries, only('workspace')?.name, state.panel]);
  if (signature === shown) return;
  shown = signature;
  part('workspace', HTMLElement).textContent = only('workspace')?.name ?? '';
  const focused =
    document.activeElement instanceof HTMLElement ? document.activeElement.dataset.place : undefined;
  for (const [list, isDirect] of /** @type {const} */ ([
    [channels, false],
    [direct, true],
  ])) {
    list.replaceChildren(
      ...entries
        .filter(({ place }) => (place === 'im') === isDirect)
        .map(({ id, name, place, hasBot, isArchived, isOpen, isNew }) =>
          make('li', {}, [
            make(
              'button',
              {
                type: 'button',
                class: `place${isNew ? ' new' : ''}${isArchived ? ' archived' : ''}`,
                'data-gesture': 'channel',
                'data-place': id,
                ...(isOpen ? { 'aria-current': 'page' } : {}),
              },
              [
                make('span', { class: `mark${isDirect ? ' avatar small bot' : ''}`, 'aria-hidden': 'true' }, [
                  isDirect ? '' : place === 'private' ? '🔒' : '#',
                ]),
                name,
                ...(isDirect ? [make('span', { class: 'badge' }, ['APP'])] : []),
                ...(!isDirect && !hasBot ? [make('span', { class: 'note' }, ['without irsa'])] : []),
                ...(isArchived ? [make('span', { class: 'note' }, ['archived'])] : []),
                ...(isNew ? [make('span', { class: 'unseen' }, [', unread'])] : []),
              ],
            ),
          ]),
        ),
    );
  }
  for (const button of part('sidebar', HTMLElement).querySelectorAll('[data-panel]')) {
    const isOpen = button instanceof HTMLElement && button.dataset.panel === state.panel;
    button.classList.toggle('open', isOpen);
  }
  if (focused !== undefined) {
    const again = document.querySelector(`[data-place="${CSS.escape(focused)}"]`);
    if (again instanceof HTMLElement) again.focus();
  }
}

/** @param {string} channel */
function newestIn(channel) {
  return all('message')
    .filter((message) => message.channel === channel)
    .reduce((newest, { ts }) => (ts > newest ? ts : newest), '');
}
