import type { Failing } from '../types.ts';

/** One reason why IAM would refuse to save a document, and where it lies. */
export interface Problem {
  /** A sentence for a person. */
  readonly message: string;
  /** Index of the statement, null where it is none's. */
  readonly statement: number | null;
  /** The member at fault; `Document` for one that no decision looks at by itself (Version, Sid, Effect, Resource). */
  readonly element: Exclude<Failing['element'], 'Deny'>;
  /** As written. */
  readonly operator: string | null;
  /** As written. */
  readonly key: string | null;
}

/** A problem of the document as a whole. */
export function problemOf(message: string): Problem {
  return { message, statement: null, element: 'Document', operator: null, key: null };
}

/** A problem of one member of a statement. */
export function problemAt(statement: number, element: Problem['element'], message: string): Problem {
  return { message, statement, element, operator: null, key: null };
}
