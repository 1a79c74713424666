import type { Truth } from '../types.ts';

/** False if any is false, else unknown if any is unknown. */
export function both(left: Truth, right: Truth): Truth {
  if (left === 'false' || right === 'false') return 'false';
  return left === 'unknown' || right === 'unknown' ? 'unknown' : 'true';
}

/** True if any is true, else unknown if any is unknown. */
export function either(left: Truth, right: Truth): Truth {
  if (left === 'true' || right === 'true') return 'true';
  return left === 'unknown' || right === 'unknown' ? 'unknown' : 'false';
}

export function not(truth: Truth): Truth {
  if (truth === 'unknown') return 'unknown';
  return truth === 'true' ? 'false' : 'true';
}

/** What can be said when it is not known which of two worlds is the real one. */
export function inEither(left: Truth, right: Truth): Truth {
  return left === right ? left : 'unknown';
}

export function truthOf(value: boolean): Truth {
  return value ? 'true' : 'false';
}
