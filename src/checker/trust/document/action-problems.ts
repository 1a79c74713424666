import type { JsonObject } from '../types.ts';
import { isList, listOf, member } from './json.ts';
import { shorten } from './shorten.ts';

/** What a trust policy may grant, lower-cased. Source: IAM's refusal "may only specify STS AssumeRole actions". */
const ACTIONS = new Set([
  'sts:assumerole',
  'sts:assumerolewithsaml',
  'sts:assumerolewithwebidentity',
  'sts:tagsession',
  'sts:setsourceidentity',
  'sts:setcontext',
]);

/** Why IAM would refuse the actions of a statement of a trust policy. */
export function actionProblems(statement: JsonObject, where: string): readonly string[] {
  const hasAction = Object.hasOwn(statement, 'Action');
  const hasNotAction = Object.hasOwn(statement, 'NotAction');
  if (hasAction && hasNotAction) return [`${where} has both Action and NotAction.`];
  if (!hasAction && !hasNotAction) return [`${where} has no Action.`];
  const name = hasAction ? 'Action' : 'NotAction';
  const written = member(statement, name) ?? null;
  if (isList(written) && written.length === 0) return [`${where}.${name} is empty.`];
  const problems: string[] = [];
  for (const action of listOf(written)) {
    if (typeof action !== 'string') problems.push(`${where}.${name} holds something that is not text.`);
    else if (!isAccepted(action)) {
      problems.push(
        `${where}.${name} has "${shorten(action)}", but a trust policy can name only STS's AssumeRole actions.`,
      );
    }
  }
  return problems;
}

/** Wildcards within `sts:` pass: AWS documents nothing against them, and `sts:AssumeRole*` is in use. */
function isAccepted(action: string): boolean {
  const lower = action.toLowerCase();
  return ACTIONS.has(lower) || (/^sts:[a-z*?]+$/.test(lower) && /[*?]/.test(lower));
}
