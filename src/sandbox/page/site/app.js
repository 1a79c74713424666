import { part } from './build.js';
import { showDialog } from './dialog.js';
import { follow, said } from './follow.js';
import { send } from './gestures.js';
import { roleBehind, showIam } from './iam.js';
import { channelComposer, reveal, showChannel, showThread } from './panes.js';
import { showScenarios } from './scenarios.js';
import { showSidebar } from './sidebar.js';
import { look, onLook, openThread, state } from './state.js';
import { all, connect, onChange, only } from './store.js';
import { watchTheme } from './theme-switch.js';

const PANELS = /** @type {const} */ (['thread', 'scenarios', 'iam']);
const side = part('side', HTMLElement);
const trouble = part('trouble', HTMLElement);
let isConnected = true;

// There is room for one thing: the channel.
if (isNarrow()) state.panel = null;

onLook(show);
onChange((change) => {
  if (state.channel === null) state.channel = all('channel')[0]?.id ?? null;
  show();
  showDialog();
  follow(change, reveal);
});
connect((now) => {
  isConnected = now;
  showTrouble();
});
watchTheme();

function show() {
  showSidebar();
  showChannel();
  showThread();
  showScenarios();
  showIam();
  showPanels();
  showTrouble();
}

function showPanels() {
  side.hidden = state.panel === null;
  for (const name of PANELS) {
    const isOpen = state.panel === name;
    const tab = part(`tab-${name}`, HTMLElement);
    part(`panel-${name}`, HTMLElement).hidden = !isOpen;
    tab.setAttribute('aria-selected', String(isOpen));
    tab.tabIndex = isOpen ? 0 : -1;
  }
}

function showTrouble() {
  const words = isConnected
    ? (only('trouble')?.words ?? '')
    : 'The sandbox does not answer. Does `npm run demo` still run?';
  trouble.hidden = words === '';
  if (trouble.textContent !== words) trouble.textContent = words;
}

document.addEventListener('click', ({ target }) => {
  if (!(target instanceof Element)) return;
  const opener = target.closest('[data-panel]');
  if (opener instanceof HTMLElement) return openPanel(opener.dataset.panel ?? '');
  const home = target.closest('[data-home]');
  if (home instanceof HTMLElement) {
    look({ isHome: home.dataset.home === 'home' });
    if (state.isHome) void send({ gesture: 'home' });
    return;
  }
  const control = target.closest('[data-gesture]');
  if (control instanceof HTMLElement) void act(control);
});

/** @param {HTMLElement} control */
async function act(control) {
  const { gesture, words = '', place, role } = control.dataset;
  const message = control.closest('[data-ts]');
  const { channel = '', ts = '' } = message instanceof HTMLElement ? message.dataset : {};
  switch (gesture) {
    case 'channel':
      part('menu', HTMLElement).setAttribute('aria-expanded', 'false');
      return look({ channel: place ?? null, isHome: false, ...(isNarrow() ? { panel: null } : {}) });
    case 'thread':
      openThread(channel, parentOf(channel, ts));
      return part('thread-text', HTMLElement).focus();
    case 'role':
      look({ role: role ?? null });
      return part('trust-policy', HTMLElement).focus();
    case 'fill':
      if (isNarrow()) look({ panel: null });
      return channelComposer.fill(words);
    case 'copy':
      return copy(control);
    case 'shortcut':
      said({ channel, thread: parentOf(channel, ts) }, null);
      return report(await send({ gesture: 'shortcut', channel, ts }), control);
    case 'press':
      return press(control, channel, ts);
  }
}

/** @param {HTMLElement} button @param {string} channel @param {string} ts */
async function press(button, channel, ts) {
  const { action = '', block = '', url, confirm: question } = button.dataset;
  const view = button.closest('[data-view]');
  if (question !== undefined && !window.confirm(question)) return;
  if (url !== undefined) {
    // The console of the sandbox's IAM is here.
    const role = roleBehind(url);
    if (role === null) window.open(url, '_blank', 'noopener');
    else look({ panel: 'iam', role: role.arn });
  }
  const surface =
    view instanceof HTMLElement
      ? /** @type {const} */ ({ kind: 'view', id: view.dataset.view ?? '' })
      : /** @type {const} */ ({ kind: 'message', channel, ts });
  if (surface.kind === 'message') said({ channel, thread: parentOf(channel, ts) }, null);
  button.setAttribute('aria-busy', 'true');
  report(await send({ gesture: 'press', surface, block, action }), button);
  button.removeAttribute('aria-busy');
}

/** A gesture that did not work says so, where nobody can miss it. @param {Awaited<ReturnType<typeof send>>} outcome @param {HTMLElement} control */
function report(outcome, control) {
  if (outcome.ok) return;
  trouble.hidden = false;
  trouble.textContent = outcome.problem;
  control.focus();
}

/** @param {HTMLElement} button */
async function copy(button) {
  const text = button.parentElement?.querySelector('pre');
  if (!text) return;
  const isCopied = await navigator.clipboard.writeText(text.textContent ?? '').then(
    () => true,
    () => false,
  );
  if (!isCopied) getSelection()?.selectAllChildren(text);
  button.textContent = isCopied ? 'Copied' : 'Selected: press Ctrl+C';
  setTimeout(() => {
    button.textContent = 'Copy';
  }, 2000);
}

/** @param {string} channel @param {string} ts */
function parentOf(channel, ts) {
  return all('message').find((one) => one.channel === channel && one.ts === ts)?.thread ?? ts;
}

/** @param {string} name */
function openPanel(name) {
  const panel = PANELS.find((one) => one === name);
  if (panel === undefined) return;
  part('menu', HTMLElement).setAttribute('aria-expanded', 'false');
  look({ panel });
}

part('tabs', HTMLElement).addEventListener('keydown', (event) => {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0) return;
  const at = state.panel === null ? 0 : PANELS.indexOf(state.panel);
  look({ panel: PANELS.at((at + step) % PANELS.length) ?? 'thread' });
  part(`tab-${state.panel}`, HTMLElement).focus();
});

part('close-side', HTMLElement).addEventListener('click', () => {
  look({ panel: null });
  part('composer-text', HTMLElement).focus();
});

part('menu', HTMLElement).addEventListener('click', ({ currentTarget }) => {
  const menu = part('menu', HTMLElement);
  const isOpen = currentTarget === menu && menu.getAttribute('aria-expanded') === 'true';
  menu.setAttribute('aria-expanded', String(!isOpen));
});

// As in Slack: F6 goes from one part of the window to the next.
document.addEventListener('keydown', (event) => {
  if (event.key !== 'F6') return;
  event.preventDefault();
  const parts = ['sidebar', 'channel', 'side']
    .map((id) => part(id, HTMLElement))
    .filter(({ hidden }) => !hidden);
  const at = parts.findIndex((one) => one.contains(document.activeElement));
  parts.at((at + (event.shiftKey ? -1 : 1)) % parts.length)?.focus();
});

function isNarrow() {
  return matchMedia('(max-width: 1000px)').matches;
}
