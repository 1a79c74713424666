import { below, insert, type Mutator, oneOf } from './mutator.ts';

const NOISE = [
  '\u0000',
  '\u0007',
  '\u001B[',
  '\uFFFD',
  '\uD800',
  '\uDC00',
  '\u202E',
  'ÿ',
  '\\',
  '"',
  "'",
  '{',
] as const;
const MARKS = ['<', '>', '|', '&', '`', '*', '\n', '\r', '\t', ' ', ':', '/', '@', '#', '…'] as const;
/** Most variants are short, and a few are longer than what a message, and what the parser itself, can hold. */
const LENGTHS = [800, 8_000, 70_000, 300_000] as const;

/** Accidents. They take words away, and never bring any. */
export const damageMutators: readonly Mutator[] = [
  {
    name: 'noise',
    keeps: 'nothing',
    mangle: (text, dice) => insert(text, dice, 20, () => oneOf(dice, NOISE)),
  },
  {
    name: 'marks',
    keeps: 'nothing',
    mangle: (text, dice) => insert(text, dice, 20, () => oneOf(dice, MARKS)),
  },
  {
    name: 'bytes of another encoding',
    keeps: 'nothing',
    mangle: (text) => Buffer.from(text, 'utf8').toString('latin1'),
  },
  {
    name: 'half of every character',
    keeps: 'nothing',
    mangle: (text) => Buffer.from(text, 'utf16le').toString('latin1'),
  },
];

/** What takes words away may take away just those that tell an error from another. */
export const cuttingMutators: readonly Mutator[] = [
  {
    name: 'cut off at the end',
    keeps: 'nothing',
    mangle: (text, dice) => `${text.slice(0, below(dice, text.length + 1))}…`,
  },
  {
    name: 'cut off at the start',
    keeps: 'nothing',
    mangle: (text, dice) => `…${text.slice(below(dice, text.length + 1))}`,
  },
  {
    name: 'a gap',
    keeps: 'nothing',
    mangle: (text, dice) => {
      const from = below(dice, text.length + 1);
      return `${text.slice(0, from)} [...] ${text.slice(from + below(dice, 200))}`;
    },
  },
  {
    name: 'lines in another order',
    keeps: 'nothing',
    mangle: (text, dice) => {
      const lines = text.split('\n');
      return lines
        .map((line) => [dice.between(0, 1), line] as const)
        .sort(([a], [b]) => a - b)
        .map(([, line]) => line)
        .join('\n');
    },
  },
  {
    name: 'another case',
    keeps: 'nothing',
    mangle: (text, dice) => (dice.isBelow(0.5) ? text.toUpperCase() : text.toLowerCase()),
  },
];

/** Very rarely of the greatest length, which costs as much as a thousand others. */
export const repeating: Mutator = {
  name: 'repeated',
  keeps: 'nothing',
  mangle: (text, dice) => {
    const length = dice.isBelow(0.96)
      ? LENGTHS[0]
      : dice.isBelow(0.9)
        ? LENGTHS[1]
        : dice.isBelow(0.9)
          ? LENGTHS[2]
          : LENGTHS[3];
    const from = below(dice, text.length);
    const piece = dice.isBelow(0.5) ? text : text.slice(from, from + 1 + below(dice, 40));
    const separator = oneOf(dice, ['', ' ', '\n']);
    return `${piece}${separator}`
      .repeat(Math.max(1, Math.ceil(length / (piece.length + separator.length || 1))))
      .slice(0, length);
  },
};
