import { explainUnreadable } from '../known.ts';
import type { Rule } from './rule.ts';

export const proofAwsRefused: Rule = {
  id: 'proof.aws-refused',
  layer: 'proof',
  title: 'AWS itself refuses the role to the service account',
  holds: 'AWS itself lets the service account assume the role',
  needs: [],
  concerns: ({ evidence }) => evidence.proof !== undefined,
  check({ evidence, trust }) {
    const { proof } = evidence;
    if (proof === undefined || proof.state === 'unasked' || proof.state === 'absent') {
      const why = proof?.state === 'unasked' ? proof.reason : 'there is no such service account';
      return { status: 'skipped', explanation: `Not tried: ${why}.` };
    }
    if (proof.state === 'unreadable') {
      return {
        status: 'unknown',
        explanation: `It was to be proven by AWS itself. ${explainUnreadable(proof)}`,
        evidence: [proof],
      };
    }
    const { value } = proof;
    if (value.isAccepted) {
      return { status: 'pass', actual: 'a session that was allowed nothing, and dropped at once' };
    }
    return {
      status: 'fail',
      expected: 'a session of the role',
      actual: `${value.code}: ${value.message}`,
      explanation: `A token was made for the service account and STS was asked for the role with it, so this is AWS's own verdict. ${trust?.decision === 'allowed' ? 'What could be read allows it: a resource control policy, a condition on the name of the session, or a change that is still on its way is left.' : 'What else was found explains it.'}`,
      evidence: [proof],
    };
  },
};
