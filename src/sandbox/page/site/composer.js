import { send } from './gestures.js';

/** A place to write: Enter sends, what is written stays with its channel or thread until it is sent. */
export class Composer {
  /** @type {Map<string, string>} */
  #drafts = new Map();
  /** @type {{ channel: string, thread: string | null } | null} */
  #place = null;
  #form;
  #text;
  #problem;
  #onSaid;

  /**
   * @param {HTMLFormElement} form
   * @param {(place: { channel: string, thread: string | null }, ts: string | null) => void} onSaid called before it is sent, with null, and once more with the message's ts where it became one
   */
  constructor(form, onSaid) {
    this.#form = form;
    this.#onSaid = onSaid;
    const text = form.querySelector('textarea');
    const problem = form.querySelector('.composer-problem');
    if (text === null || !(problem instanceof HTMLElement))
      throw new Error('A composer has nowhere to write');
    this.#text = text;
    this.#problem = problem;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#send();
    });
    text.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      void this.#send();
    });
    text.addEventListener('input', () => this.#fit());
  }

  /**
   * @param {{ channel: string, thread: string | null } | null} place null hides it
   * @param {string} placeholder
   */
  show(place, placeholder) {
    this.#form.hidden = place === null;
    this.#text.placeholder = placeholder;
    if (nameOf(place) === nameOf(this.#place)) return;
    this.#drafts.set(nameOf(this.#place), this.#text.value);
    this.#place = place;
    this.#problem.textContent = '';
    this.#put(this.#drafts.get(nameOf(place)) ?? '');
  }

  /** Puts words in as if they were typed, ready to be sent. @param {string} words */
  fill(words) {
    this.#put(words);
    this.#text.focus();
    this.#text.setSelectionRange(words.length, words.length);
  }

  async #send() {
    const place = this.#place;
    const text = this.#text.value.trim();
    if (place === null || text === '') return;
    this.#put('');
    this.#problem.textContent = '';
    this.#onSaid(place, null);
    const outcome = await send({ gesture: 'say', ...place, text });
    if (outcome.ok) {
      if (outcome.ts !== null) this.#onSaid(place, outcome.ts);
      return;
    }
    this.#problem.textContent = outcome.problem;
    // What did not arrive is not lost, unless something else is being written already.
    if (nameOf(place) === nameOf(this.#place) && this.#text.value === '') this.#put(text);
  }

  /** @param {string} words */
  #put(words) {
    this.#text.value = words;
    this.#fit();
  }

  #fit() {
    const rows = this.#text.value
      .split('\n')
      .reduce((sum, line) => sum + 1 + Math.floor(line.length / 90), 0);
    this.#text.rows = Math.min(10, Math.max(1, rows));
  }
}

/** @param {{ channel: string, thread: string | null } | null} place */
function nameOf(place) {
  return place === null ? '' : `${place.channel} ${place.thread ?? ''}`;
}
