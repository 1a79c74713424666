import { knownOrNull } from '../known.ts';
import { podIdentityTrust } from '../pod-identity.ts';
import { countPods, hasPodIdentity, hasWebIdentity, podsInQuestion } from '../pods-in-question.ts';
import { podsWithoutAgent } from '../pods-without-agent.ts';
import type { Situation } from '../situation.ts';
import { credentialsOf, isUser, isWithoutWebIdentity } from '../without-web-identity.ts';
import { isDebugContainer } from './pod-ephemeral-container.ts';
import { hasProfile } from './pod-profile.ts';
import { hasStaticKeys } from './pod-static-keys.ts';
import type { Rule } from './rule.ts';
import { PASTED_ERROR } from './symptom-rule.ts';

export const podIdentityCredentialsUnused: Rule = {
  id: 'pod-identity.credentials-unused',
  layer: 'pod-identity',
  title: 'The application does not use the credentials that Pod Identity offers',
  holds: 'The application uses the credentials of Pod Identity',
  needs: ['association', 'pods'],
  concerns: ({ symptom, evidence }) =>
    isWithoutWebIdentity(symptom) &&
    symptom !== null &&
    !isUser(symptom) &&
    evidence.association.state !== 'unasked',
  check(situation) {
    const { evidence, target, symptom } = situation;
    const pods = podsInQuestion(knownOrNull(evidence.pods) ?? [], target);
    const served = pods.filter(hasPodIdentity);
    if (symptom === null || served.length === 0) {
      return { status: 'skipped', explanation: 'The pods are not set up for Pod Identity.' };
    }
    if (pods.some(hasWebIdentity)) {
      return {
        status: 'skipped',
        explanation: 'SDKs ask the web identity first, which the pods have as well.',
      };
    }
    if (served.length < pods.length) {
      const told = `${countPods(served, pods)} are set up for Pod Identity and the others are not`;
      return { status: 'skipped', explanation: `${told}, which explains the error.` };
    }
    if (isDebugContainer(situation) || hasStaticKeys(pods) || hasProfile(pods) || isUnanswered(situation)) {
      return { status: 'skipped', explanation: 'Another check says what keeps the process from them.' };
    }
    const isRefused = podIdentityTrust(situation)?.decision !== 'allowed';
    return {
      // What refuses the role is the cause then, and this only what it looks like.
      status: isRefused ? 'warn' : 'fail',
      expected: 'credentials from the EKS Pod Identity agent',
      actual: symptom.nodeRole ? `session ${symptom.sessionName} of the node's role` : 'no credentials',
      explanation:
        `The agent did not supply the credentials: ${credentialsOf(symptom)}. ${isRefused ? REFUSED : UNUSED} ${symptom.nodeRole ? "Do not give the node's role the permission: every pod of the node would have it." : ''}`.trim(),
      evidence: [PASTED_ERROR, evidence.pods],
    };
  },
};

const REFUSED =
  'The agent can have none for it as things stand: what else is told here is most likely the reason.';
const UNUSED =
  'The pods have all they need, so it is the process that does not take it: an SDK from before Pod Identity, code that knows web identity, keys or the node alone, or an environment that was emptied before it started (sudo, cron, php-fpm). Let it use the default chain of an SDK that is new enough; where that cannot be, web identity (IRSA) is the other way.';

/** The agent would not answer the pods, or not all of them. */
function isUnanswered(situation: Situation): boolean {
  const { agent, cluster } = situation.evidence;
  if (agent.state === 'absent') return knownOrNull(cluster)?.isAutoMode !== true;
  return knownOrNull(agent)?.ready === 0 || (podsWithoutAgent(situation) ?? []).length > 0;
}
