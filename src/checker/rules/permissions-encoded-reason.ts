import { explainUnreadable } from '../known.ts';
import type { Situation } from '../situation.ts';
import type { Rule } from './rule.ts';
import { PASTED_ERROR } from './symptom-rule.ts';

const BY_HAND =
  'Decode it with aws sts decode-authorization-message --encoded-message MESSAGE, in the account of the role and with sts:DecodeAuthorizationMessage allowed, and paste what that prints.';

export const permissionsEncodedReason: Rule = {
  id: 'permissions.encoded-reason',
  layer: 'permissions',
  title: 'AWS encoded why it refused the call',
  holds: 'The error says in plain words why the call was refused',
  needs: [],
  concerns: ({ symptom }) => symptom?.isEncoded === true && symptom.action === null,
  check: (situation) => ({
    status: 'unknown',
    explanation: `A call was refused, and AWS put into an encoded message which one and why. ${whyNotDecoded(situation)}`,
    evidence: [PASTED_ERROR],
  }),
};

function whyNotDecoded({ evidence }: Situation): string {
  const { decoded } = evidence;
  switch (decoded?.state) {
    case undefined:
      return BY_HAND;
    case 'unreadable':
      return explainUnreadable(decoded);
    case 'absent':
      return "STS says that it is no message of the role's account, or is not whole: paste all of it.";
    case 'unasked':
      return `Nothing of it is told here: ${decoded.reason}.`;
    default:
      return 'It does not say who was refused.';
  }
}
