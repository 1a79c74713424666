import { removeVariablesFix } from '../fixes/pod-spec-fix.ts';
import { knownOrNull } from '../known.ts';
import { countPods, podsInQuestion } from '../pods-in-question.ts';
import { VALID_SESSION_NAME } from '../session-name.ts';
import type { Situation } from '../situation.ts';
import type { Container, Pod } from '../vocabulary/evidence.ts';
import type { Rule } from './rule.ts';
import { PASTED_ERROR } from './symptom-rule.ts';

export const podSessionNameInvalid: Rule = {
  id: 'pod.session-name-invalid',
  layer: 'pod',
  title: 'AWS_ROLE_SESSION_NAME is not a name that STS takes',
  holds: 'AWS_ROLE_SESSION_NAME is a name that STS takes',
  needs: ['pods'],
  concerns: (situation) =>
    named(situation).length > 0 || situation.symptom?.detail === 'session-name-invalid',
  check(situation) {
    const { evidence, target, symptom } = situation;
    const wrong = named(situation).filter(
      ({ container }) => !VALID_SESSION_NAME.test(container.sessionName ?? ''),
    );
    const [first] = wrong;
    const isTold = symptom?.detail === 'session-name-invalid';
    if (first === undefined && !isTold) return { status: 'pass' };
    const pods = podsInQuestion(knownOrNull(evidence.pods) ?? [], target);
    const affected = [...new Set(wrong.map(({ pod }) => pod))];
    const where =
      first === undefined
        ? "It is not AWS_ROLE_SESSION_NAME of the pods: look at the application's own settings."
        : 'Correct the variable, or leave it out: SDKs make up a name themselves.';
    return {
      status: 'fail',
      expected: '2 to 64 letters, digits or any of _+=,.@-',
      actual:
        first === undefined
          ? 'another name, by the error'
          : `${JSON.stringify(first.container.sessionName)} in ${countPods(affected, pods)}`,
      explanation: `STS refuses the session's name before it looks at anything else. ${where}`,
      evidence: [
        ...(first === undefined ? [] : [{ source: evidence.pods.source, subject: `pod ${first.pod.name}` }]),
        ...(isTold ? [PASTED_ERROR] : []),
      ],
      ...(first === undefined
        ? {}
        : {
            fix: removeVariablesFix(
              affected,
              [...new Set(wrong.map(({ container }) => container.name))],
              ['AWS_ROLE_SESSION_NAME'],
              ['Or set it to a name that STS takes.'],
            ),
          }),
    };
  },
};

function named({
  evidence,
  target,
}: Situation): readonly { readonly pod: Pod; readonly container: Container }[] {
  return podsInQuestion(knownOrNull(evidence.pods) ?? [], target).flatMap((pod) =>
    pod.containers.filter((it) => it.sessionName !== null).map((container) => ({ pod, container })),
  );
}
