/** Two values that have their beginning or their end in common, taken apart there. */
export interface Difference {
  readonly prefix: string;
  readonly expected: string;
  readonly actual: string;
  readonly suffix: string;
}

/** What separates the parts of ARNs, subjects, URLs and sentences. A hyphen does not: people read `payments-api` as one name. */
const SEPARATOR = /[:/.,@=|"'\s]/u;
/** Fewer characters in common are a coincidence, not a likeness. */
const LIKENESS = 4;

/**
 * Finds where two values differ, by whole parts: `system:serviceaccount:payment:api` and `…:payments:api` differ in `payment` and `payments`,
 * not in an `s`. Null where they are equal or where hardly anything is alike, since then there is nothing to point at.
 */
export function markDifference(expected: string, actual: string): Difference | null {
  if (expected === actual) return null;
  const left = Array.from(expected);
  const right = Array.from(actual);
  const shorter = Math.min(left.length, right.length);

  let head = 0;
  while (head < shorter && left[head] === right[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && left[left.length - 1 - tail] === right[right.length - 1 - tail]) tail += 1;

  while (head > 0 && !isSeparator(left[head - 1])) head -= 1;
  while (tail > 0 && !isSeparator(left[left.length - tail])) tail -= 1;
  if (head + tail < LIKENESS) return null;

  return {
    prefix: left.slice(0, head).join(''),
    expected: left.slice(head, left.length - tail).join(''),
    actual: right.slice(head, right.length - tail).join(''),
    suffix: left.slice(left.length - tail).join(''),
  };
}

function isSeparator(character: string | undefined): boolean {
  return character !== undefined && SEPARATOR.test(character);
}
