import { insert, type Mutator, oneOf } from './mutator.ts';

const INVISIBLE = ['\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF', '\u00AD', '\u200E'] as const;
const BEFORE = ['hey team 👋', ':rotating_light: :fire:', 'any idea what this is?', 'fyi', '😭😭😭'] as const;
const AFTER = ['thanks :pray:', 'since this morning', '👀', 'cc platform', '¯\\_(ツ)_/¯'] as const;

/** What phones, keyboards and people make of a text. */
export const typingMutators: readonly Mutator[] = [
  {
    name: 'invisible characters',
    keeps: 'everything',
    mangle: (text, dice) => insert(text, dice, 12, () => oneOf(dice, INVISIBLE)),
  },
  {
    name: 'spaces that do not break',
    keeps: 'everything',
    mangle: (text, dice) => text.replaceAll(/ /g, () => (dice.isBelow(0.5) ? '\u00A0' : ' ')),
  },
  {
    name: 'curly quotes',
    keeps: 'everything',
    mangle: (text, dice) =>
      text
        .replaceAll('"', () => oneOf(dice, ['\u201C', '\u201D']))
        .replaceAll("'", () => oneOf(dice, ['\u2018', '\u2019'])),
  },
  {
    name: 'dashes and dots in one character',
    keeps: 'everything',
    mangle: (text) => text.replaceAll('--', '\u2014').replaceAll('...', '\u2026'),
  },
  {
    name: 'words and emoji before',
    keeps: 'everything',
    mangle: (text, dice) => `${oneOf(dice, BEFORE)}\n${text}`,
  },
  {
    name: 'words and emoji after',
    keeps: 'everything',
    mangle: (text, dice) => `${text}\n\n${oneOf(dice, AFTER)}`,
  },
  {
    name: 'labels in another case',
    keeps: 'everything',
    mangle: (text, dice) =>
      text.replaceAll(/\b(?:namespace|service account)(?=[=:])/gi, (label) =>
        oneOf(dice, [label.toUpperCase(), label.toLowerCase(), label[0]?.toUpperCase() + label.slice(1)]),
      ),
  },
  { name: 'tabs for spaces', keeps: 'everything', mangle: (text) => text.replaceAll(/ (?= )/g, '\t') },
];
