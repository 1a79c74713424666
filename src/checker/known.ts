import type { Piece, Unreadable } from './vocabulary/evidence.ts';

/** The value of a piece, null where it is not known for whatever reason. */
export function knownOrNull<T>(piece: Piece<T>): T | null {
  return piece.state === 'known' ? piece.value : null;
}

/** The value of a piece that a rule listed under `needs`. Throws where the rule did not: that is a defect of the rule. */
export function knownValue<T>(piece: Piece<T>): T {
  if (piece.state !== 'known') throw new Error(`${piece.source} was used although it is ${piece.state}`);
  return piece.value;
}

/** One sentence on what could not be read, why, and which permission would help. */
export function explainUnreadable(piece: Unreadable): string {
  const subject = piece.subject.charAt(0).toUpperCase() + piece.subject.slice(1);
  const failure = `${subject} could not be read: ${piece.reason.replace(/\.$/, '')}`;
  return piece.permission === null ? `${failure}.` : `${failure}; grant ${piece.permission} to find out.`;
}
