/**
 * The form that texts must have, as a deterministic automaton: `step` gives the next state, null where no text can go on like this.
 * `letters` are those that a state asks for by name; the kinds of letters that it tells apart beyond that are `LETTER_KINDS`.
 */
export interface Shape {
  readonly start: number;
  letters(state: number): readonly string[];
  step(state: number, character: string): number | null;
  accepts(state: number): boolean;
}

/** Any text at all: audiences, and subjects of issuers that are no clusters. */
export const ANY_TEXT: Shape = { start: 0, letters: () => [], step: () => 0, accepts: () => true };

/** Letters of every kind that a shape tells apart, several of each where there are several, so that a fresh one can be found. */
export const LETTER_KINDS: readonly (readonly string[])[] = [
  [...'abcdefghijklmnopqrstuvwxyz0123456789'],
  ['-'],
  ['.'],
  [':'],
  ['~', '!', '#', '%', '\u0001', '\u0002', '\u0003'],
];

const PREFIX = 'system:serviceaccount:';
const NAMESPACE = PREFIX.length;
const NAMESPACE_OPEN = NAMESPACE + 1;
const NAME = NAMESPACE + 2;
const NAME_END = NAMESPACE + 3;
const NAME_OPEN = NAMESPACE + 4;
const NAMESPACE_END = NAMESPACE + 5;

/**
 * Subjects that a cluster can issue tokens for: `system:serviceaccount:`, a DNS label, a colon and a DNS subdomain. Lengths are not
 * counted: that admits texts which cannot be, and proves no less. Source: Kubernetes, "Object Names and IDs".
 */
export const SERVICE_ACCOUNT_SUBJECT: Shape = {
  start: 0,
  letters: (state) => PREFIX.slice(state, state + 1).split(''),
  step(state, character) {
    if (state < NAMESPACE) return PREFIX[state] === character ? state + 1 : null;
    const isAlphanumeric = /^[a-z0-9]$/.test(character);
    switch (state) {
      case NAMESPACE:
        return isAlphanumeric ? NAMESPACE_END : null;
      case NAMESPACE_END:
        if (character === ':') return NAME;
        if (isAlphanumeric) return NAMESPACE_END;
        return character === '-' ? NAMESPACE_OPEN : null;
      case NAMESPACE_OPEN:
        if (isAlphanumeric) return NAMESPACE_END;
        return character === '-' ? NAMESPACE_OPEN : null;
      case NAME:
        return isAlphanumeric ? NAME_END : null;
      case NAME_END:
        if (isAlphanumeric) return NAME_END;
        return character === '-' || character === '.' ? NAME_OPEN : null;
      case NAME_OPEN:
        if (isAlphanumeric) return NAME_END;
        return character === '-' ? NAME_OPEN : null;
      default:
        return null;
    }
  },
  accepts: (state) => state === NAME_END,
};

/** Whether a text has a form. */
export function hasShape(shape: Shape, text: string): boolean {
  let state: number | null = shape.start;
  for (const character of text) {
    state = shape.step(state, character);
    if (state === null) return false;
  }
  return shape.accepts(state);
}
