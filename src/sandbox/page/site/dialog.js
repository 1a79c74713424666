/** @import { Of } from './store.js' */
import { build, make, part } from './build.js';
import { send } from './gestures.js';
import { all } from './store.js';

const dialog = part('dialog', HTMLDialogElement);
/** @type {Of<'dialog'> | null} */
let shown = null;

/** Shows the dialog that is on top, if one is. A dialog that did not change keeps what is typed into it. */
export function showDialog() {
  const top =
    all('dialog')
      .sort((one, other) => one.depth - other.depth)
      .at(-1) ?? null;
  if (top?.id === shown?.id && top?.hash === shown?.hash) return;
  shown = top;
  if (top === null) {
    dialog.close();
    return;
  }
  dialog.replaceChildren(contentOf(top));
  if (!dialog.open) dialog.showModal();
  else dialog.querySelector('form')?.focus();
}

// Escape, which the browser would answer by closing it without telling anybody.
dialog.addEventListener('cancel', (event) => {
  event.preventDefault();
  void close();
});
dialog.addEventListener('click', (event) => {
  if (event.target === dialog) void close();
});

/** @param {Of<'dialog'>} view */
function contentOf(view) {
  const form = make('form', { class: 'dialog', 'data-view': view.id, tabindex: '-1' }, [
    make('header', { class: 'dialog-head' }, [
      make('h3', { id: 'dialog-title' }, [view.title]),
      make('button', { type: 'button', class: 'icon-button', 'aria-label': 'Close', 'data-close': '' }, [
        '✕',
      ]),
    ]),
    make('div', { class: 'dialog-body' }, build(view.body)),
    make('div', { class: 'dialog-foot' }, [
      make('p', { class: 'error', role: 'alert' }),
      make('button', { type: 'button', class: 'button', 'data-close': '' }, [view.close]),
      ...(view.submit === null
        ? []
        : [make('button', { type: 'submit', class: 'button primary' }, [view.submit])]),
    ]),
  ]);
  form.addEventListener('click', ({ target }) => {
    if (target instanceof Element && target.closest('[data-close]')) void close();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (form instanceof HTMLFormElement) void submit(view.id, form);
  });
  return form;
}

async function close() {
  if (shown !== null) await send({ gesture: 'close', view: shown.id });
}

/** @param {string} view @param {HTMLFormElement} form */
async function submit(view, form) {
  /** @type {Record<string, string>} */
  const typed = {};
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') typed[name] = value;
  const outcome = await send({ gesture: 'submit', view, typed });
  for (const place of form.querySelectorAll('.error')) place.textContent = '';
  if (outcome.ok) return;
  const foot = form.querySelector('.dialog-foot .error');
  if (foot !== null) foot.textContent = outcome.problem;
  for (const [block, words] of Object.entries(outcome.fields ?? {})) {
    const place = form.querySelector(`[data-block="${CSS.escape(block)}"] .error`);
    if (place !== null) place.textContent = words;
  }
}
