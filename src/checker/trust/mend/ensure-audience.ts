import { isObject, member } from '../document/json.ts';
import { parseOperator } from '../document/operator.ts';
import type { JsonObject } from '../types.ts';
import { changed, type Draft, type StatementInQuestion } from './draft.ts';
import { withMember } from './members.ts';

/** Pins the audience in a statement that pins the subject only; null where it does not pin the subject. */
export function ensureAudience(draft: Draft, given: StatementInQuestion): Draft | null {
  const { host, request } = given.context;
  const block = member(draft.statement, 'Condition');
  if (!isObject(block) || !pins(block, `${host}:sub`)) return null;
  if (pins(block, `${host}:aud`)) return draft;
  const equals = member(block, 'StringEquals');
  const keys = withMember(isObject(equals) ? equals : {}, `${host}:aud`, request.audience);
  return changed(
    draft,
    given,
    withMember(draft.statement, 'Condition', withMember(block, 'StringEquals', keys)),
    `the audience ${request.audience} is required too.`,
  );
}

/** Whether a condition says which values a key may have. */
function pins(block: JsonObject, key: string): boolean {
  return Object.entries(block).some(([operatorText, keys]) => {
    const operator = parseOperator(operatorText);
    if (operator?.family !== 'string' || operator.isNegated || !isObject(keys)) return false;
    return Object.keys(keys).some((written) => written.toLowerCase() === key.toLowerCase());
  });
}
