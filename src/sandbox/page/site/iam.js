/** @import { Of } from './store.js' */
import { make, part } from './build.js';
import { send } from './gestures.js';
import { look, openedThread, state } from './state.js';
import { all } from './store.js';

const filter = part('role-filter', HTMLInputElement);
const list = part('roles', HTMLUListElement);
const listPart = part('iam-list', HTMLElement);
const form = part('iam-role', HTMLFormElement);
/** What is being written and not saved yet, by role. @type {Map<string, string>} */
const drafts = new Map();
/** @type {Of<'role'> | null} */
let open = null;
let listed = '';

filter.addEventListener('input', showIam);

/** Lists the roles, or shows the one that is looked at. */
export function showIam() {
  const roles = all('role');
  const role = roles.find(({ arn }) => arn === state.role) ?? null;
  listPart.hidden = role !== null;
  form.hidden = role === null;
  if (role === null) {
    open = null;
    showList(roles);
  } else if (role !== open) {
    const isSame = open?.arn === role.arn;
    open = role;
    if (!isSame) form.replaceChildren(...roleNodes(role));
    showPolicy(role);
  }
  if (role !== null) part('back-to-thread', HTMLElement).hidden = openedThread() === null;
}

/** The role of the sandbox that a link into the console means; null where it is another's. @param {string} url */
export function roleBehind(url) {
  const name = /\/roles\/details\/([^?#]+)/.exec(url)?.[1];
  if (name === undefined || !/^https:\/\/[a-z0-9.-]*console\.(?:aws\.amazon|amazonaws)/.test(url))
    return null;
  return all('role').find((role) => role.name === decodeURIComponent(name)) ?? null;
}

/** @param {readonly Of<'role'>[]} roles */
function showList(roles) {
  const wanted = filter.value.trim().toLowerCase();
  const found = roles.filter((role) => `${role.arn} ${role.users.join(' ')}`.toLowerCase().includes(wanted));
  const signature = found.map(({ arn, isChanged }) => `${arn} ${isChanged}`).join(' ');
  if (signature === listed) return;
  listed = signature;
  list.replaceChildren(
    ...found.map((role) =>
      make('li', {}, [
        make('button', { type: 'button', 'data-gesture': 'role', 'data-role': role.arn }, [
          make('strong', {}, [
            role.name,
            ...(role.isChanged ? [make('span', { class: 'badge changed' }, ['changed'])] : []),
          ]),
          make('span', {}, [role.users[0] ?? 'used by no service account']),
        ]),
      ]),
    ),
  );
}

/** @param {Of<'role'>} role */
function roleNodes({ arn, name, users }) {
  const text = make('textarea', {
    id: 'trust-policy',
    rows: '20',
    spellcheck: 'false',
    autocomplete: 'off',
    'aria-describedby': 'policy-outcome',
  });
  text.addEventListener('input', () => {
    if (text instanceof HTMLTextAreaElement) drafts.set(arn, text.value);
    say('', false);
  });
  const back = make('button', { type: 'button', class: 'back' }, ['‹ All roles']);
  back.addEventListener('click', () => {
    look({ role: null });
    filter.focus();
  });
  const reset = make('button', { type: 'button', class: 'button', id: 'policy-reset' }, ['Reset']);
  reset.addEventListener('click', async () => {
    drafts.delete(arn);
    const outcome = await send({ gesture: 'reset-policy', role: arn });
    say(outcome.ok ? 'The policy of the beginning is back.' : outcome.problem, !outcome.ok);
    if (open !== null) showPolicy(open);
  });
  return [
    back,
    make('h3', { class: 'role-name' }, [name]),
    make('p', { class: 'arn' }, [arn]),
    make('p', {}, [users.length === 0 ? 'No service account names it.' : `Named by ${users.join(', ')}.`]),
    make('label', { for: 'trust-policy' }, ['Trust policy']),
    text,
    make('div', { class: 'buttons' }, [
      make('button', { type: 'submit', class: 'button primary' }, ['Save']),
      reset,
      make('button', { type: 'button', class: 'button', id: 'back-to-thread', 'data-panel': 'thread' }, [
        'Back to the thread',
      ]),
    ]),
    make('p', { id: 'policy-outcome', role: 'status' }),
  ];
}

/** @param {Of<'role'>} role */
function showPolicy(role) {
  const text = part('trust-policy', HTMLTextAreaElement);
  const words = drafts.get(role.arn) ?? role.trustPolicy;
  if (text.value !== words) text.value = words;
  part('policy-reset', HTMLButtonElement).disabled = !role.isChanged && !drafts.has(role.arn);
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const role = open;
  if (role === null) return;
  const outcome = await send({
    gesture: 'save-policy',
    role: role.arn,
    document: part('trust-policy', HTMLTextAreaElement).value,
  });
  if (outcome.ok) drafts.delete(role.arn);
  say(outcome.ok ? '✓ Saved. Now press Check again under the answer.' : outcome.problem, !outcome.ok);
  if (open !== null) showPolicy(open);
});

/** @param {string} words @param {boolean} isError */
function say(words, isError) {
  const place = part('policy-outcome', HTMLElement);
  place.textContent = words;
  place.className = isError ? 'error' : 'done';
}
