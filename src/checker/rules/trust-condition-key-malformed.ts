import { issuerHostOf } from '../trust/provider-arn.ts';
import type { ConditionFault } from '../trust/types.ts';
import { statementName, trustRule } from './trust-rule.ts';

export const trustConditionKeyMalformed = trustRule({
  id: 'trust.condition-key-malformed',
  title: 'A condition key is malformed and never matches',
  holds: 'The condition keys are well formed',
  explain: (fault, { request }) => {
    const key = fault.condition?.key ?? '';
    return {
      expected: `${issuerHostOf(request.issuer)}:${claimOf(key, fault.condition?.wanted ?? [])}`,
      actual: key,
      explanation: `In ${statementName(fault)} ${mistake(fault.condition?.faults ?? [])}. A key is the issuer without https://, a colon and the claim; any other key is absent from the token, so the condition is false for everybody.`,
    };
  },
});

const MISTAKES: readonly (readonly [ConditionFault, string])[] = [
  ['key-has-scheme', 'the condition key begins with https://'],
  ['key-is-arn', "the condition key holds the provider's ARN"],
  ['key-has-wildcard', 'the condition key holds a wildcard, which counts in values only'],
  ['key-without-claim', 'the condition key names no claim, neither :sub nor :aud'],
  ['key-trailing-slash', 'the condition key has a slash too many'],
  ['placeholder', 'the condition key holds a placeholder that nothing filled in'],
];

function mistake(faults: readonly ConditionFault[]): string {
  return MISTAKES.find(([fault]) => faults.includes(fault))?.[1] ?? 'the condition key is not well formed';
}

/** The claim that was meant: as the key ends, else as its value looks. */
function claimOf(key: string, wanted: readonly string[]): string {
  const claim = /:(sub|aud)$/i.exec(key)?.[1]?.toLowerCase();
  return (
    claim ?? (wanted.some((value) => value.startsWith('system:')) || wanted.length === 0 ? 'sub' : 'aud')
  );
}
