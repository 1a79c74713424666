import { knownOrNull } from '../known.ts';
import { podsInQuestion } from '../pods-in-question.ts';
import { credentialsOf } from '../without-web-identity.ts';
import type { Rule } from './rule.ts';
import { PASTED_ERROR } from './symptom-rule.ts';

export const permissionsNodeRole: Rule = {
  id: 'permissions.node-role',
  layer: 'permissions',
  title: "The refused call was made with the node's role",
  holds: "The refused call was not made with the node's role",
  needs: [],
  concerns: ({ symptom }) => symptom?.kind === 'downstream-denied' && symptom.nodeRole,
  check({ symptom, evidence, target }) {
    const pods = podsInQuestion(knownOrNull(evidence.pods) ?? [], target);
    if (symptom === null) return { status: 'skipped', explanation: 'No refused call was told.' };
    const why =
      pods.length === 0
        ? 'There is no pod left to look at, so what kept the process from its web identity cannot be seen: it may have run under another service account, or from before the annotation. Check again while it runs.'
        : 'What keeps the process from its web identity is what has to be mended.';
    return {
      status: 'warn',
      expected: `a session of the service account's role${target.roleArn === null ? '' : `, ${target.roleArn}`}`,
      actual: symptom.principalArn ?? "the node's role",
      explanation: `It is not this role's permissions that are missing: ${credentialsOf(symptom)}. Do not give the node's role ${symptom.action ?? 'the permission'}: every pod of every node would have it. ${why}`,
      evidence: [PASTED_ERROR],
    };
  },
};
