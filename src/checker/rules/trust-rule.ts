import { trustPolicyFix } from '../fixes/trust-policy-fix.ts';
import type { Situation } from '../situation.ts';
import type { Evaluation, TrustRequest } from '../trust/types.ts';
import type { Rule, RuleResult } from './rule.ts';
import { type TrustFault, type TrustRuleId, trustFaults } from './trust-cause.ts';

/** What a rule says of its fault. `expected` is what would let the service account in, `actual` what the policy holds instead. */
export interface TrustExplanation {
  readonly expected: string;
  readonly actual: string;
  readonly explanation: string;
}

interface TrustRuleParts {
  readonly id: TrustRuleId;
  readonly title: string;
  readonly holds: string;
  readonly explain: (fault: TrustFault, about: TrustContext) => TrustExplanation;
  /** Where something before the trust policy is the reason for the fault: what, in a sentence. */
  readonly follows?: (situation: Situation) => string | null;
}

export interface TrustContext {
  readonly request: TrustRequest;
  readonly trust: Evaluation;
  /** `payments/api`. */
  readonly who: string;
}

/**
 * A rule on one way in which a trust policy refuses. Only the cause fails; what else is wrong with the same statement is skipped, since it
 * mostly follows from the cause and the one fix mends all of it.
 */
export function trustRule({ explain, follows, ...parts }: TrustRuleParts): Rule {
  return {
    ...parts,
    layer: 'trust-policy',
    needs: ['role', 'issuer'],
    check(situation) {
      const about = contextOf(situation);
      if (about === null) return { status: 'skipped', explanation: 'The request to STS is not known.' };
      const [cause, ...others] = trustFaults(about.trust);
      if (cause === undefined) return { status: 'pass' };
      if (cause.rule === parts.id) {
        const reason = follows?.(situation) ?? null;
        if (reason !== null) return { status: 'skipped', explanation: reason };
        return failed(situation, explain(cause, about));
      }
      if (DECIDES_FIRST.includes(cause.rule)) {
        return { status: 'skipped', explanation: 'Another statement decides first.' };
      }
      return others.some((fault) => fault.rule === parts.id)
        ? {
            status: 'skipped',
            explanation: 'Wrong in the same statement, too: the corrected policy mends it as well.',
          }
        : { status: 'pass' };
    },
  };
}

const DECIDES_FIRST: readonly TrustRuleId[] = [
  'trust.explicit-deny',
  'trust.session-name',
  'trust.caller-key',
  'trust.undetermined',
];

/** The request and its evaluation, null where either is not known. */
export function contextOf({ request, trust, target }: Situation): TrustContext | null {
  if (request === null || trust === null) return null;
  return { request, trust, who: `${target.namespace}/${target.serviceAccount}` };
}

/** "Statement[1]", or "Statement[1] (ForCI)" where it has a Sid: counted from zero, as the engine and JSON paths do. */
export function statementName({ statement }: TrustFault): string {
  if (statement === null) return 'The policy';
  return `Statement[${statement.index}]${statement.sid === null ? '' : ` (${statement.sid})`}`;
}

/** What differs, in the engine's words, as a clause to stand after a colon; empty where it does not say. */
export function differenceIn(differences: readonly string[]): string {
  const [first] = differences;
  return first === undefined ? '' : `: ${first.replace(/\.$/, '')}`;
}

function failed(situation: Situation, told: TrustExplanation): RuleResult {
  const { fix, reason } = trustPolicyFix(situation);
  const { source, subject } = situation.evidence.role;
  return {
    status: 'fail',
    ...told,
    explanation:
      fix === null ? `${told.explanation} No corrected policy is proposed: ${reason}` : told.explanation,
    evidence: [{ source, subject }],
    ...(fix === null ? {} : { fix }),
  };
}
