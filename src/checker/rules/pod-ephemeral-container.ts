import { knownOrNull } from '../known.ts';
import { podsInQuestion } from '../pods-in-question.ts';
import type { Situation } from '../situation.ts';
import type { Pod } from '../vocabulary/evidence.ts';
import { isWithoutWebIdentity } from '../without-web-identity.ts';
import type { Rule } from './rule.ts';
import { PASTED_ERROR } from './symptom-rule.ts';

export const podEphemeralContainer: Rule = {
  id: 'pod.ephemeral-container',
  layer: 'pod',
  title: 'The error comes from a debug container, which never gets the role',
  holds: 'The error does not come from a debug container',
  needs: ['pods'],
  concerns: (situation) => isWithoutWebIdentity(situation.symptom) && debugged(situation) !== null,
  check(situation) {
    const pod = debugged(situation);
    if (pod === null) return { status: 'pass' };
    const container = situation.symptom?.container ?? null;
    if (container !== null && !pod.ephemeralContainers.includes(container)) return { status: 'pass' };
    return {
      status: container === null ? 'warn' : 'fail',
      expected: 'an error of a container that was there when the pod was created',
      actual: `${container === null ? 'perhaps ' : ''}container ${container ?? pod.ephemeralContainers.join(', ')}, which kubectl debug put into pod ${pod.name}`,
      explanation: `The webhook changes containers when the pod is created, and a debug container comes later, so it has neither role nor token, whatever the application has. ${container === null ? 'If you tried it from there, that explains the error. ' : ''}Try it with kubectl exec in the application's own container, or in a new pod under the same service account.`,
      evidence: [PASTED_ERROR, { source: situation.evidence.pods.source, subject: `pod ${pod.name}` }],
    };
  },
};

/** The pod in question with a debug container, the one that the error names if it names one. */
function debugged({ evidence, target, symptom }: Situation): Pod | null {
  const pods = podsInQuestion(knownOrNull(evidence.pods) ?? [], target).filter(
    ({ ephemeralContainers }) => ephemeralContainers.length > 0,
  );
  const name = symptom?.container;
  return pods.find((pod) => name !== undefined && pod.ephemeralContainers.includes(name)) ?? pods[0] ?? null;
}

/** Whether the error names a debug container as its own. */
export function isDebugContainer(situation: Situation): boolean {
  const container = situation.symptom?.container;
  return container !== undefined && debugged(situation)?.ephemeralContainers.includes(container) === true;
}
