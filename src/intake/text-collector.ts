import { cleanSlackText } from './slack-text.ts';

const MAX_PIECES = 500;
/** Shorter pieces are compared whole: "api" stands inside many others without being a repetition of them. */
const MIN_CONTAINED = 24;

/** Gathers pieces of one message: cleaned, each once, up to a size in characters. Slack repeats the same words in text, blocks and fallback. */
export class TextCollector {
  readonly #limit: number;
  readonly #pieces: string[] = [];
  readonly #seen = new Set<string>();
  #seenText = '';
  #size = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(raw: string): void {
    if (this.#pieces.length >= MAX_PIECES || this.#size >= this.#limit) return;
    // Cut before cleaning, so that an enormous piece costs no more than the limit.
    const piece = cleanSlackText(raw.slice(0, this.#limit)).slice(0, this.#limit - this.#size);
    const key = piece.replace(/[\s*_>•◦]/g, '');
    if (key === '' || this.#isRepetition(key)) return;
    this.#pieces.push(piece);
    this.#seen.add(key);
    this.#seenText += `${key}\n`;
    this.#size += piece.length + 1;
  }

  toString(): string {
    return this.#pieces.join('\n').slice(0, this.#limit);
  }

  #isRepetition(key: string): boolean {
    return this.#seen.has(key) || (key.length >= MIN_CONTAINED && this.#seenText.includes(key));
  }
}
