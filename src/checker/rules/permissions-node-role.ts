import { knownOrNull } from '../known.ts';
import { podsInQuestion } from '../pods-in-question.ts';
import type { Pod } from '../vocabulary/evidence.ts';
import { credentialsOf, isOfAgent } from '../without-web-identity.ts';
import { applicationWebIdentityUnused } from './application-web-identity-unused.ts';
import { podIdentityCredentialsUnused } from './pod-identity-credentials-unused.ts';
import type { Rule } from './rule.ts';
import { PASTED_ERROR } from './symptom-rule.ts';

export const permissionsNodeRole: Rule = {
  id: 'permissions.node-role',
  layer: 'permissions',
  title: "The refused call was made with the node's role",
  holds: "The refused call was not made with the node's role",
  needs: [],
  concerns: ({ symptom }) => symptom?.kind === 'downstream-denied' && symptom.nodeRole && !isOfAgent(symptom),
  check(situation) {
    const { symptom, evidence, target } = situation;
    const pods = podsInQuestion(knownOrNull(evidence.pods) ?? [], target);
    if (symptom === null) return { status: 'skipped', explanation: 'No refused call was told.' };
    if (
      UNUSED.some((rule) => rule.concerns?.(situation) === true && rule.check(situation).status === 'fail')
    ) {
      return { status: 'skipped', explanation: 'That the process does not use its own role is told above.' };
    }
    const why =
      pods.length === 0
        ? 'There is no pod left to look at, so what kept the process from its web identity cannot be seen: it may have run under another service account, or from before the annotation. Check again while it runs.'
        : `What keeps the process from its own role is what has to be mended.${onHostNetwork(pods)}`;
    return {
      status: 'warn',
      expected: `a session of the service account's role${target.roleArn === null ? '' : `, ${target.roleArn}`}`,
      actual: symptom.principalArn ?? "the node's role",
      explanation: `It is not this role's permissions that are missing: ${credentialsOf(symptom)}. Do not give the node's role ${symptom.action ?? 'the permission'}: every pod of every node would have it. ${why}`,
      evidence: [PASTED_ERROR],
    };
  },
};

/** These speak of the same error, and say the same of the node's role. */
const UNUSED: readonly Rule[] = [applicationWebIdentityUnused, podIdentityCredentialsUnused];

/** Why a hop limit for the node's credentials did not make the failure loud. */
function onHostNetwork(pods: readonly Pod[]): string {
  return pods.some(({ usesHostNetwork }) => usesHostNetwork === true)
    ? " They share the network of their node (hostNetwork), so they reach the node's credentials whatever its hop limit is."
    : '';
}
