import { WEB_IDENTITY_ACTION } from '../decide/action-truth.ts';
import { member } from '../document/json.ts';
import { similarity } from '../explain/edit-distance.ts';
import { changed, type Draft, type StatementInQuestion } from './draft.ts';
import { withAdded, withMember, withReplaced } from './members.ts';

/** Actions that let a web identity do nothing, and stand where AssumeRoleWithWebIdentity was meant. */
const MISTAKEN = new Set(['sts:assumerole', 'sts:assumerolewithsaml']);

/** Makes the statement's Action cover AssumeRoleWithWebIdentity; null where it says what it does not cover instead. */
export function mendAction(draft: Draft, given: StatementInQuestion): Draft | null {
  const { read, result } = given;
  if (result.action.truth === 'true') return draft;
  const action = member(draft.statement, 'Action');
  if (action === undefined || read.action.isNegated) return null;
  const mistaken = read.action.patterns.find(isMistaken);
  if (mistaken === undefined) {
    const added = withMember(draft.statement, 'Action', withAdded(action, WEB_IDENTITY_ACTION));
    return changed(draft, given, added, `${WEB_IDENTITY_ACTION} is added to Action.`);
  }
  const corrected = withReplaced(action, mistaken, WEB_IDENTITY_ACTION);
  return changed(
    draft,
    given,
    withMember(draft.statement, 'Action', corrected),
    `Action is corrected from ${mistaken} to ${WEB_IDENTITY_ACTION}: with ${mistaken} a token cannot take the role.`,
  );
}

function isMistaken(action: string): boolean {
  const lower = action.toLowerCase();
  return MISTAKEN.has(lower) || similarity(lower, WEB_IDENTITY_ACTION.toLowerCase()) > 0.8;
}
