import { ROLE_ANNOTATION } from '../annotations.ts';
import { knownOrNull } from '../known.ts';
import { countPods, namesRole, namesTokenFile, podsInQuestion } from '../pods-in-question.ts';
import type { Situation } from '../situation.ts';
import type { Pod } from '../vocabulary/evidence.ts';
import { credentialsOf, isUser, isWithoutWebIdentity } from '../without-web-identity.ts';
import { hasOldSdk } from './application-sdk-too-old.ts';
import { isDebugContainer } from './pod-ephemeral-container.ts';
import { lacksToken } from './pod-partial-environment.ts';
import { hasProfile } from './pod-profile.ts';
import { hasStaticKeys } from './pod-static-keys.ts';
import type { Rule, RuleResult } from './rule.ts';
import { PASTED_ERROR } from './symptom-rule.ts';

export const applicationWebIdentityUnused: Rule = {
  id: 'application.web-identity-unused',
  layer: 'application',
  title: 'The application does not use the web identity that its pod has',
  holds: 'The application uses its web identity',
  needs: ['pods'],
  concerns: ({ symptom }) => symptom !== null && isWithoutWebIdentity(symptom) && !isUser(symptom),
  check(situation) {
    const { evidence, target, symptom, trust } = situation;
    const pods = podsInQuestion(knownOrNull(evidence.pods) ?? [], target);
    if (symptom === null || pods.length === 0) {
      return { status: 'skipped', explanation: 'There is no pod to compare the error with.' };
    }
    const whole = pods.filter(hasWholeIdentity);
    const annotation = knownOrNull(evidence.serviceAccount)?.annotations[ROLE_ANNOTATION];
    if (whole.length === 0 || annotation === undefined || lacksToken(situation)) {
      return { status: 'skipped', explanation: 'The pods lack a web identity, which explains the error.' };
    }
    if (whole.length < pods.length) return mixed(pods, whole);
    if (isDebugContainer(situation) || hasStaticKeys(pods) || hasProfile(pods) || hasOldSdk(pods)) {
      return { status: 'skipped', explanation: 'Another check says what keeps the process from it.' };
    }
    const isRefused = trust?.decision === 'implicitDeny' || trust?.decision === 'explicitDeny';
    const isAskingInVain =
      isRefused || evidence.role.state === 'absent' || evidence.provider.state === 'absent';
    return {
      // What refuses the role is the cause then, and this only what it looks like.
      status: isAskingInVain ? 'warn' : 'fail',
      expected: 'credentials by web identity',
      actual: symptom.nodeRole ? `session ${symptom.sessionName} of the node's role` : 'no credentials',
      explanation:
        `Web identity did not supply the credentials: ${credentialsOf(symptom)}. ${isAskingInVain ? SWALLOWED : `${UNUSED}${usedNow(situation, pods)}`} ${symptom.nodeRole ? "Do not give the node's role the permission: every pod of the node would have it." : ''}`.trim(),
      evidence: [PASTED_ERROR, evidence.pods],
    };
  },
};

const SWALLOWED =
  "Some SDKs, Java's default chains above all, swallow the refusal of STS and go on to the node, so that the refusal shows up as this error: what follows below is most likely the reason.";
const UNUSED =
  "The pods have all they need, so it is the process that does not take it: an SDK from before web identity, a missing sts module (Java, .NET), a credential chain of the framework's own, a profile or keys in its settings, or an environment that was emptied before it started (sudo, cron, php-fpm).";

/** Where the role was in use while these pods ran, it may be these that lose it now and then. IAM notes uses with a delay of some hours. */
function usedNow({ evidence }: Situation, pods: readonly Pod[]): string {
  const lastUsedAt = knownOrNull(evidence.role)?.lastUsedAt ?? null;
  if (lastUsedAt === null) return '';
  const starts = pods.flatMap(({ createdAt }) => (createdAt === null ? [] : [Date.parse(createdAt)]));
  if (starts.length === 0 || Date.parse(lastUsedAt) < Math.min(...starts)) return '';
  return ` The role was last used at ${lastUsedAt}, after the first of these pods came: if it was by them, the error comes and goes, as where a chain goes on to the node when one renewal fails. Keep pods from the node's credentials (hop limit 1), so that such a failure is loud.`;
}

function mixed(pods: readonly Pod[], whole: readonly Pod[]): RuleResult {
  return {
    status: 'skipped',
    explanation: `${countPods(whole, pods)} have a web identity and the others do not, which explains the error.`,
  };
}

/** One container at least can ask for the role. */
function hasWholeIdentity(pod: Pod): boolean {
  return pod.containers.some((container) => namesRole(container) && namesTokenFile(container));
}
