import { isObject, member } from '../document/json.ts';
import type { Condition } from '../document/policy.ts';
import { shorten } from '../document/shorten.ts';
import { similarity } from '../explain/edit-distance.ts';
import { keyKindOf } from '../explain/key-kind.ts';
import { resemblesSubject } from '../explain/value-signs.ts';
import type { ConditionResult, JsonObject } from '../types.ts';
import { changed, type Draft, type StatementInQuestion } from './draft.ts';
import { withAdded, withMember, withoutMember, withRenamed, withReplaced } from './members.ts';
import { whyDeadAudience, whyDeadSubject } from './replaceable.ts';

/** Makes every condition of a statement hold for the request; null where one cannot be mended in its place. */
export function mendConditions(draft: Draft, given: StatementInQuestion): Draft | null {
  let current: Draft | null = draft;
  given.read.conditions.forEach((condition, index) => {
    const result = given.result.conditions[index];
    if (current === null || result === undefined || result.truth === 'true') return;
    current = result.truth === 'false' ? mendCondition(current, given, condition, result) : null;
  });
  return current;
}

function mendCondition(
  draft: Draft,
  given: StatementInQuestion,
  condition: Condition,
  result: ConditionResult,
): Draft | null {
  const { operator } = condition;
  if (operator === null || operator.family !== 'string' || operator.isNegated) return null;
  switch (result.keyKind) {
    case 'sub':
    case 'aud':
      return mendValue(draft, given, condition, result.keyKind, condition.key);
    case 'malformed':
    case 'other-issuer':
      return mendKey(draft, given, condition);
    case 'aws':
      if (!result.faults.includes('absent-key')) return null;
      return removeCondition(
        draft,
        given,
        condition,
        'no such request has this key, so that it shuts everybody out',
      );
    case 'other-claim':
    case 'unrecognised':
      return removeCondition(
        draft,
        given,
        condition,
        'no token has this key, so that it shuts everybody out',
      );
  }
}

/** Gives the key the issuer and the claim that it was meant to have, then sees to its value. */
function mendKey(draft: Draft, given: StatementInQuestion, condition: Condition): Draft | null {
  const { context } = given;
  const { claim, differences } = keyKindOf(condition.key, context.host);
  const meant = claim ?? (condition.values.some(({ text }) => resemblesSubject(text)) ? 'sub' : 'aud');
  const key = `${context.host}:${meant}`;
  const keys = blockOf(draft, condition);
  if (keys === null) return null;
  const hasKey = Object.keys(keys).some((other) => other.toLowerCase() === key.toLowerCase());
  if (hasKey) return removeCondition(draft, given, condition, `${key} stands beside it already`);
  const renamed = changed(
    draft,
    given,
    withBlock(draft, condition, withRenamed(keys, condition.key, key)),
    `the key ${condition.key} is corrected to ${key} (${differences.join(', ')}).`,
  );
  const wanted = meant === 'sub' ? context.request.subject : context.request.audience;
  if (condition.values.some(({ text }) => text === wanted)) return renamed;
  return mendValue(renamed, given, condition, meant, key);
}

/** Puts the request's value in the place of one that lets nobody in, else beside the others. */
function mendValue(
  draft: Draft,
  given: StatementInQuestion,
  condition: Condition,
  claim: 'sub' | 'aud',
  key: string,
): Draft | null {
  const { request } = given.context;
  const wanted = claim === 'sub' ? request.subject : request.audience;
  const keys = blockOf(draft, condition);
  const value = keys === null ? undefined : member(keys, key);
  if (keys === null || value === undefined) return null;
  const what = claim === 'sub' ? 'subject' : 'audience';
  const dead = deadValue(condition, claim, wanted, given);
  if (dead !== null) {
    return changed(
      draft,
      given,
      withBlock(draft, condition, withMember(keys, key, withReplaced(value, dead.text, wanted))),
      `the ${what} ${JSON.stringify(dead.text)} is replaced by ${wanted}: ${dead.why}.`,
    );
  }
  const kept = keptValues(condition);
  return changed(
    draft,
    given,
    withBlock(draft, condition, withMember(keys, key, withAdded(value, wanted))),
    `the ${what} ${wanted} is added${kept}.`,
  );
}

/** More values than these are only counted. */
const MOST_NAMED = 3;

/** What is kept beside a new value, in a clause; empty where there is nothing. */
function keptValues({ values }: Condition): string {
  const named = values.slice(0, MOST_NAMED).map(({ text }) => shorten(text));
  const others = values.length - named.length;
  if (named.length === 0) return '';
  if (others > 0)
    return ` beside ${named.join(', ')} and ${others} more, which may be somebody else's and are kept`;
  const are = named.length === 1 ? 'is' : 'are';
  return ` beside ${named.join(', ')}, which may be somebody else's and ${are} kept`;
}

function deadValue(
  condition: Condition,
  claim: 'sub' | 'aud',
  wanted: string,
  given: StatementInQuestion,
): { readonly text: string; readonly why: string } | null {
  let best: { readonly text: string; readonly why: string; readonly alike: number } | null = null;
  for (const value of condition.values) {
    const why =
      claim === 'sub'
        ? whyDeadSubject(value, condition, given.context, given.knowledge)
        : whyDeadAudience(value.text, wanted);
    if (why === null) continue;
    const alike = similarity(value.text, wanted);
    // In a list a value that is nothing like the request's was meant for somebody else, even if it does not work.
    if (condition.values.length > 1 && alike < 0.6) continue;
    if (best === null || alike > best.alike) best = { text: value.text, why, alike };
  }
  return best;
}

function removeCondition(
  draft: Draft,
  given: StatementInQuestion,
  condition: Condition,
  why: string,
): Draft | null {
  const keys = blockOf(draft, condition);
  const block = member(draft.statement, 'Condition');
  if (keys === null || !isObject(block)) return null;
  const rest = withoutMember(keys, condition.key);
  const statement =
    Object.keys(rest).length > 0
      ? withBlock(draft, condition, rest)
      : withMember(draft.statement, 'Condition', withoutMember(block, condition.operatorText));
  return changed(draft, given, statement, `${condition.operatorText} ${condition.key} is removed: ${why}.`);
}

function blockOf(draft: Draft, condition: Condition): JsonObject | null {
  const block = member(draft.statement, 'Condition');
  const keys = isObject(block) ? member(block, condition.operatorText) : undefined;
  return isObject(keys) ? keys : null;
}

function withBlock(draft: Draft, condition: Condition, keys: JsonObject): JsonObject {
  const block = member(draft.statement, 'Condition');
  return withMember(
    draft.statement,
    'Condition',
    withMember(isObject(block) ? block : {}, condition.operatorText, keys),
  );
}
