import { podIdentityTrustFix } from '../fixes/pod-identity-trust-fix.ts';
import { knownOrNull } from '../known.ts';
import { podIdentityTrust } from '../pod-identity.ts';
import type { Situation } from '../situation.ts';
import type { AssumeRoleFault, StatementPlace } from '../trust/assume-role/request.ts';
import type { DescribedAssociation } from '../vocabulary/evidence.ts';
import type { Fix } from '../vocabulary/fix.ts';
import type { Rule, RuleResult } from './rule.ts';
import type { TrustExplanation } from './trust-rule.ts';

type FaultOf<Kind extends AssumeRoleFault['kind']> = Extract<AssumeRoleFault, { readonly kind: Kind }>;

interface Parts<Kind extends AssumeRoleFault['kind']> {
  readonly id: string;
  readonly title: string;
  readonly holds: string;
  readonly kind: Kind;
  readonly explain: (
    fault: FaultOf<Kind>,
    about: { readonly association: DescribedAssociation; readonly who: string },
  ) => TrustExplanation;
  /** A fix that is better than a corrected policy; null where there is none. */
  readonly otherFix?: (
    fault: FaultOf<Kind>,
    association: DescribedAssociation,
    situation: Situation,
  ) => Fix | null;
}

/** A rule on one way in which the trust policy of an association's role refuses EKS Pod Identity. */
export function podIdentityTrustRule<Kind extends AssumeRoleFault['kind']>({
  kind,
  explain,
  otherFix,
  ...parts
}: Parts<Kind>): Rule {
  return {
    ...parts,
    layer: 'pod-identity',
    needs: ['association', 'cluster', 'associationRole'],
    concerns: ({ evidence }) => evidence.association.state !== 'unasked',
    check(situation) {
      const { evidence, target } = situation;
      const association = knownOrNull(evidence.association);
      const fault = podIdentityTrust(situation)?.fault;
      if (association === null || fault === undefined) {
        return { status: 'skipped', explanation: 'The association or its role is not known.' };
      }
      if (fault === null || !isOfKind(fault, kind)) {
        return fault?.kind === 'malformed' || fault?.kind === 'undetermined'
          ? { status: 'skipped', explanation: 'The trust policy could not be decided.' }
          : { status: 'pass' };
      }
      const told = explain(fault, { association, who: `${target.namespace}/${target.serviceAccount}` });
      return failedWith(situation, told, otherFix?.(fault, association, situation) ?? null);
    },
  };
}

function failedWith(situation: Situation, told: TrustExplanation, other: Fix | null): RuleResult {
  const { fix, reason } = other === null ? podIdentityTrustFix(situation) : { fix: other, reason: null };
  const { source, subject } = situation.evidence.associationRole;
  return {
    status: 'fail',
    ...told,
    explanation:
      fix === null ? `${told.explanation} No corrected policy is proposed: ${reason}` : told.explanation,
    evidence: [{ source, subject }],
    ...(fix === null ? {} : { fix }),
  };
}

function isOfKind<Kind extends AssumeRoleFault['kind']>(
  fault: AssumeRoleFault,
  kind: Kind,
): fault is FaultOf<Kind> {
  return fault.kind === kind;
}

/** "Statement[1]", or "Statement[1] (ForCI)" where it has a Sid. */
export function placeName({ index, sid }: StatementPlace): string {
  return `Statement[${index}]${sid === null || sid === '' ? '' : ` (${sid})`}`;
}
