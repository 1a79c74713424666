import { removeVariablesFix } from '../fixes/pod-spec-fix.ts';
import { knownValue } from '../known.ts';
import { countPods, hasIdentity, hasPodIdentity, podsInQuestion } from '../pods-in-question.ts';
import type { Container, Pod } from '../vocabulary/evidence.ts';
import { isWithoutWebIdentity } from '../without-web-identity.ts';
import type { Rule } from './rule.ts';
import { PASTED_ERROR } from './symptom-rule.ts';

/** By these a process is sent to a shared configuration file. */
const VARIABLES = ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_SHARED_CREDENTIALS_FILE', 'AWS_CONFIG_FILE'];

export const podProfile: Rule = {
  id: 'pod.profile',
  layer: 'pod',
  title: 'A profile may win over the role',
  holds: 'No profile stands in the way of the role',
  needs: ['pods'],
  check({ evidence, target, symptom }) {
    const pods = podsInQuestion(knownValue(evidence.pods), target);
    if (pods.length === 0) return { status: 'skipped', explanation: 'There is no pod to look at.' };
    const affected = pods.filter((pod) => pod.containers.some((it) => signsOf(it).length > 0));
    const containers = affected.flatMap((pod) => pod.containers.filter((it) => signsOf(it).length > 0));
    const signs = [...new Set(containers.flatMap(signsOf))];
    const isMissing = symptom?.detail === 'profile-not-found';
    const [first] = affected;
    if (first === undefined && !isMissing) return { status: 'pass' };
    const names = [...new Set(containers.map(({ name }) => name))];
    const variables = VARIABLES.filter((name) => signs.includes(name));
    return {
      status: isMissing || isWithoutWebIdentity(symptom) ? 'fail' : 'warn',
      expected: `credentials by ${pods.some(hasPodIdentity) ? 'Pod Identity' : 'web identity'} alone`,
      actual:
        first === undefined
          ? 'a profile in the error'
          : `${signs.join(', ')} in ${countPods(affected, pods)}`,
      explanation: `${isMissing ? 'The error says that the process looks for a profile that is not there.' : 'The container is sent to a profile besides its own identity.'} Which of the two wins depends on the SDK: several take a profile with credentials first, and botocore does where the profile is named in code. Remove the profile, from the application's settings too.`,
      evidence: [
        ...(first === undefined ? [] : [{ source: evidence.pods.source, subject: `pod ${first.name}` }]),
        ...(isMissing ? [PASTED_ERROR] : []),
      ],
      ...(variables.length === 0
        ? {}
        : {
            fix: removeVariablesFix(affected, names, variables, ['Unmount the file with the profile, too.']),
          }),
    };
  },
};

function signsOf(container: Container): readonly string[] {
  if (!hasIdentity(container)) return [];
  return [
    ...VARIABLES.filter((name) => container.environmentNames.includes(name)),
    ...container.mounts.filter(({ path }) => /\/\.aws(\/|$)/.test(path)).map(({ path }) => `mount ${path}`),
  ];
}

/** Whether a container of the pods is sent to a profile. */
export function hasProfile(pods: readonly Pod[]): boolean {
  return pods.some((pod) => pod.containers.some((container) => signsOf(container).length > 0));
}
