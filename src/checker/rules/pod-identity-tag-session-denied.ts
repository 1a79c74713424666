import { associationUpdateFix } from '../fixes/association-fix.ts';
import { knownValue } from '../known.ts';
import type { Symptom } from '../vocabulary/symptom.ts';
import type { Rule } from './rule.ts';

export const podIdentityTagSessionDenied: Rule = {
  id: 'pod-identity.tag-session-denied',
  layer: 'pod-identity',
  title: 'The next role does not take the session tags of Pod Identity',
  holds: 'Nothing says that the session tags of Pod Identity are refused',
  needs: ['association'],
  hears: ({ symptom, evidence }) => isTagging(symptom) && evidence.association.state !== 'unasked',
  check(situation) {
    const association = knownValue(situation.evidence.association);
    const { symptom } = situation;
    if (!association.hasSessionTags) return { status: 'pass', actual: 'no session tags' };
    const next = symptom?.resource ?? 'the role that it assumes';
    return {
      status: 'fail',
      expected: `sts:TagSession allowed, beside sts:AssumeRole, by ${next}`,
      actual: 'sts:AssumeRole alone',
      explanation: `The application takes another role from the one that Pod Identity gave it, and the session's tags travel with it, which web identity's never did. Allow sts:TagSession in the trust policy of ${next} and in the policies of the association's role, or switch the tags off for this association.`,
      fix: associationUpdateFix(situation, association, {
        title: `Switch the session tags of association ${association.id} off`,
        notes: [
          `Rather allow sts:TagSession in the trust policy of ${next}: policies that ask for the tags fail without them.`,
        ],
        options: '--disable-session-tags',
      }),
    };
  },
};

function isTagging(symptom: Symptom | null): boolean {
  if (symptom?.kind !== 'downstream-denied' || symptom.nodeRole) return false;
  return symptom.action?.toLowerCase() === 'sts:tagsession';
}
