import type { RequestContext } from '../decide/request-context.ts';
import type { Statement } from '../document/policy.ts';
import type { JsonObject, StatementResult, TrustKnowledge } from '../types.ts';

/** A statement being changed: what it says now and what was done to it, a sentence each. */
export interface Draft {
  readonly statement: JsonObject;
  readonly edits: readonly string[];
}

/** A statement as it stands, with all that is known of it. */
export interface StatementInQuestion {
  readonly raw: JsonObject;
  readonly read: Statement;
  readonly result: StatementResult;
  readonly context: RequestContext;
  readonly knowledge: TrustKnowledge;
}

/** The draft with one more change; the sentence begins with the statement's place. */
export function changed(
  draft: Draft,
  given: StatementInQuestion,
  statement: JsonObject,
  edit: string,
): Draft {
  return { statement, edits: [...draft.edits, `Statement[${given.read.index}]: ${edit}`] };
}
