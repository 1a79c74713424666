import type { DeniedCall } from '../permissions/denied-call.ts';
import { type Refusal, type RefusedBy, refusalOf } from '../permissions/refusal.ts';
import type { Situation } from '../situation.ts';
import type { EvidenceReference } from '../vocabulary/finding.ts';
import type { Fix } from '../vocabulary/fix.ts';
import type { Rule } from './rule.ts';
import { PASTED_ERROR } from './symptom-rule.ts';

export interface PermissionExplanation {
  readonly expected: string;
  readonly actual: string;
  readonly explanation: string;
  readonly fix?: Fix | null;
}

interface Parts {
  readonly id: string;
  readonly title: string;
  readonly holds: string;
  readonly by: RefusedBy;
  readonly explain: (refusal: Refusal, situation: Situation) => PermissionExplanation;
}

/**
 * A rule on one kind of policy that refuses a call of a role that has been assumed. It makes a finding only where a pasted error reports such a
 * call and this is what refused it. It never goes before a fault of the chain to the role, which comes first in causal order.
 */
export function permissionRule({ by, explain, ...parts }: Parts): Rule {
  return {
    ...parts,
    layer: 'permissions',
    needs: [],
    concerns: (situation) => refusalOf(situation)?.by === by,
    check(situation) {
      const refusal = refusalOf(situation);
      if (refusal === null) return { status: 'skipped', explanation: 'No refused call was told.' };
      const { fix = null, explanation, ...rest } = explain(refusal, situation);
      return {
        status: 'fail',
        ...rest,
        explanation: `${whoCalled(refusal.call)}${explanation}`,
        evidence: evidenceOf(refusal),
        ...(fix === null ? {} : { fix }),
      };
    },
  };
}

/** What nobody can read from here, for answers in which it may matter. */
export const UNSEEN =
  'Service control policies, resource control policies, endpoint policies and the policies of the resources themselves cannot be read from here.';

/** "s3:GetObject on arn:aws:s3:::orders/1". */
export function callText({ action, resource }: DeniedCall): string {
  return resource === null ? action : `${action} on ${resource}`;
}

/** Says it where the call was made by another role than the service account's. */
export function whoCalled({ roleName, insteadOf }: DeniedCall): string {
  return insteadOf === null
    ? ''
    : `The call was made by role ${roleName}, not by the service account's role ${insteadOf}: the application took that role itself, so that one's permissions count, which are not looked into here. `;
}

/** The text, and whatever was read of the role besides. */
export function evidenceOf({ read }: Refusal): readonly EvidenceReference[] {
  const pieces = [read.policies, read.simulation].filter(({ state }) => state === 'known');
  return [PASTED_ERROR, ...pieces.map(({ source, subject }) => ({ source, subject }))];
}
