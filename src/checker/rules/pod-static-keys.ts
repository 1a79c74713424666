import { removeVariablesFix } from '../fixes/pod-spec-fix.ts';
import { knownValue } from '../known.ts';
import { countPods, hasIdentity, hasPodIdentity, podsInQuestion } from '../pods-in-question.ts';
import type { Container, Pod } from '../vocabulary/evidence.ts';
import { credentialsOf, isUser } from '../without-web-identity.ts';
import type { Rule } from './rule.ts';
import { PASTED_ERROR } from './symptom-rule.ts';

const KEYS = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];

export const podStaticKeys: Rule = {
  id: 'pod.static-keys',
  layer: 'pod',
  title: 'Static keys in the environment win over the role',
  holds: 'No static keys stand in the way of the role',
  needs: ['pods'],
  check({ evidence, target, symptom }) {
    const pods = podsInQuestion(knownValue(evidence.pods), target);
    if (pods.length === 0) return { status: 'skipped', explanation: 'There is no pod to look at.' };
    const affected = pods.filter((pod) => pod.containers.some(hasKeys));
    const [first] = affected;
    if (first !== undefined) {
      const names = containersWith(affected);
      return {
        status: 'fail',
        expected: `no ${KEYS[0]} beside the role`,
        actual: `${KEYS.join(' and ')} in container ${names.join(', ')} of ${countPods(affected, pods)}`,
        explanation:
          'SDKs take keys in the environment before web identity and Pod Identity, so the process acts as the user of these keys and never asks for the role. Remove them from the pod template, and from whatever Secret they come from; then retire the keys.',
        evidence: [{ source: evidence.pods.source, subject: `pod ${first.name}` }],
        fix: removeVariablesFix(
          affected,
          names,
          [...KEYS, 'AWS_SESSION_TOKEN'].filter((name) =>
            affected.some((pod) => pod.containers.some((it) => it.environmentNames.includes(name))),
          ),
          ['Where the variables come from envFrom, take them out of that Secret or ConfigMap.'],
        ),
      };
    }
    if (symptom !== null && isUser(symptom)) {
      const from = [...new Set(pods.flatMap((pod) => pod.containers.flatMap((it) => it.environmentFrom)))];
      return {
        status: 'fail',
        expected: pods.some(hasPodIdentity) ? 'credentials by Pod Identity' : 'credentials by web identity',
        actual: symptom.principalArn ?? 'an IAM user',
        explanation: `The pod's own identity was not used: ${credentialsOf(symptom)}. No such keys stand in the pod's own environment, so look ${from.length === 0 ? "at mounted credential files and at the application's settings" : `into ${from.join(', ')}, which its environment comes from, at mounted credential files and at the application's settings`}. Do not give the user the permission.`,
        evidence: [PASTED_ERROR],
      };
    }
    return { status: 'pass' };
  },
};

/** A container without a role may well live on keys on purpose. */
function hasKeys(container: Container): boolean {
  return hasIdentity(container) && KEYS.every((name) => container.environmentNames.includes(name));
}

function containersWith(pods: readonly Pod[]): readonly string[] {
  return [...new Set(pods.flatMap((pod) => pod.containers.filter(hasKeys).map(({ name }) => name)))];
}

/** Whether a container of the pods has keys beside its role. */
export function hasStaticKeys(pods: readonly Pod[]): boolean {
  return pods.some((pod) => pod.containers.some(hasKeys));
}
