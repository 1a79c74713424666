import { associationUpdateFix } from '../fixes/association-fix.ts';
import { knownValue } from '../known.ts';
import { shellOption } from '../shell-quote.ts';
import type { Rule } from './rule.ts';

export const podIdentitySessionPolicy: Rule = {
  id: 'pod-identity.session-policy',
  layer: 'pod-identity',
  title: "The association's own policy denies what the role allows",
  holds: "The association's own policy is not what denies",
  needs: ['association'],
  hears: ({ symptom, evidence }) =>
    symptom?.kind === 'downstream-denied' &&
    !symptom.nodeRole &&
    (symptom.denyReason === null || symptom.denyReason === 'session') &&
    evidence.association.state !== 'unasked',
  check(situation) {
    const association = knownValue(situation.evidence.association);
    const { sessionPolicy } = association;
    if (sessionPolicy === null) return { status: 'pass', actual: 'no session policy' };
    const action = situation.symptom?.action ?? 'the call';
    const isNamed = situation.symptom?.denyReason === 'session';
    return {
      status: isNamed ? 'fail' : 'warn',
      expected: `a session policy that allows ${action}`,
      actual: sessionPolicy,
      explanation: `Association ${association.id} carries a policy of its own, and the pods may do only what both it and the role's policies allow.${isNamed ? ' The error says that it is the one that denies.' : ' The error does not say which policy denies: look at this one first.'} Extend it in the association; the role needs no change.`,
      fix: associationUpdateFix(situation, association, {
        title: `Extend the session policy of association ${association.id}`,
        notes: [`Put the extended policy in place of POLICY: what is there, and ${action}.`],
        options: shellOption('--policy', 'POLICY'),
      }),
    };
  },
};
