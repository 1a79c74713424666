import type { ResolvedPart } from '../decide/glob.ts';
import { LETTER_KINDS, type Shape } from './shape.ts';

/** A pattern of a policy as a set of texts. */
export interface TextSet {
  readonly parts: readonly ResolvedPart[];
  readonly ignoresCase: boolean;
}

type Step =
  | { readonly kind: 'letter'; readonly letters: readonly string[] }
  | { readonly kind: 'one' | 'run' };

/** Positions that a pattern can be at, after some text. */
type Positions = readonly number[];

/** Above this many states, or letters of all patterns, there is no reasoning in time. No policy that fits IAM's quota is as long. */
const MOST_STATES = 20_000;
const MOST_STEPS = 20_000;

/** Texts that match the same patterns: one of them, and which patterns, by index. */
export interface TextClass {
  readonly text: string;
  readonly matches: readonly boolean[];
}

/**
 * One text for every way in which texts of a shape can match or not match the patterns, all ways and not a sample: the patterns are run
 * side by side as automata (the subset construction), letters that no pattern asks for counting as one. Two texts of the same way are
 * alike to every policy that is made of these patterns. Null where there would be too many states.
 */
export function classesOf(patterns: readonly TextSet[], shape: Shape): readonly TextClass[] | null {
  if (patterns.reduce((sum, { parts }) => sum + stepsOf(parts), 0) > MOST_STEPS) return null;
  const programs = patterns.map(compile);
  const start = { text: '', shape: shape.start, sets: programs.map(atStart) };
  const seen = new Set([keyOf(start.shape, start.sets)]);
  const queue = [start];
  const classes = new Map<string, TextClass>();
  for (let next = 0; next < queue.length; next += 1) {
    const state = queue[next];
    if (state === undefined) break;
    if (queue.length > MOST_STATES) return null;
    if (shape.accepts(state.shape)) {
      const matches = state.sets.map((set, index) => set.includes(programs[index]?.length ?? -1));
      const key = matches.join();
      if (!classes.has(key)) classes.set(key, { text: state.text, matches });
    }
    for (const letter of lettersAt(programs, state.sets, shape.letters(state.shape))) {
      const shapeState = shape.step(state.shape, letter);
      if (shapeState === null) continue;
      const sets = programs.map((program, index) => advance(program, state.sets[index] ?? [], letter));
      const key = keyOf(shapeState, sets);
      if (seen.has(key)) continue;
      seen.add(key);
      queue.push({ text: state.text + letter, shape: shapeState, sets });
    }
  }
  return [...classes.values()];
}

function stepsOf(parts: readonly ResolvedPart[]): number {
  return parts.reduce((sum, part) => sum + (part.kind === 'text' ? part.text.length : 1), 0);
}

function compile(pattern: TextSet): readonly Step[] {
  return pattern.parts.flatMap((part): readonly Step[] => {
    if (part.kind === 'any-run') return [{ kind: 'run' }];
    if (part.kind === 'any-one') return [{ kind: 'one' }];
    return part.text.split('').map((letter) => ({
      kind: 'letter',
      letters: pattern.ignoresCase ? [letter.toLowerCase(), letter.toUpperCase()] : [letter],
    }));
  });
}

function atStart(program: readonly Step[]): Positions {
  const positions: number[] = [];
  reach(program, 0, positions);
  return positions;
}

/** Positions go up, each once. Most patterns are at none any more after a few letters. */
const NOWHERE: Positions = [];

function advance(program: readonly Step[], positions: Positions, letter: string): Positions {
  let next: number[] | null = null;
  for (const position of positions) {
    const step = program[position];
    if (step === undefined || (step.kind === 'letter' && !step.letters.includes(letter))) continue;
    next ??= [];
    reach(program, step.kind === 'run' ? position : position + 1, next);
  }
  return next ?? NOWHERE;
}

/** Adds a position that is above the others or among the last of them, and those behind stars, which may stand for nothing. */
function reach(program: readonly Step[], position: number, reached: number[]): void {
  let at = position;
  if (at > (reached.at(-1) ?? -1)) reached.push(at);
  while (program[at]?.kind === 'run') {
    at += 1;
    if (at > (reached.at(-1) ?? -1)) reached.push(at);
  }
}

function lettersAt(
  programs: readonly (readonly Step[])[],
  sets: readonly Positions[],
  asked: readonly string[],
): ReadonlySet<string> {
  const letters = new Set<string>(asked);
  programs.forEach((program, index) => {
    for (const position of sets[index] ?? []) {
      const step = program[position];
      if (step?.kind === 'letter') for (const letter of step.letters) letters.add(letter);
    }
  });
  for (const alphabet of LETTER_KINDS) {
    const fresh = alphabet.find((letter) => !letters.has(letter));
    if (fresh !== undefined) letters.add(fresh);
  }
  return letters;
}

function keyOf(shape: number, sets: readonly Positions[]): string {
  return `${shape}|${sets.map((set) => set.join(',')).join('|')}`;
}
