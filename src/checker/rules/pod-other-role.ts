import { ROLE_ANNOTATION } from '../annotations.ts';
import { identityVariablesFix } from '../fixes/pod-spec-fix.ts';
import { restartPodsFix } from '../fixes/restart-pods-fix.ts';
import { knownValue } from '../known.ts';
import { countPods, isOlderThanAnnotation, podsInQuestion } from '../pods-in-question.ts';
import { withoutStrayCharacters } from '../role-arn.ts';
import type { Rule } from './rule.ts';

export const podOtherRole: Rule = {
  id: 'pod.other-role',
  layer: 'pod',
  title: 'The pod asks for another role than the annotation names',
  holds: 'The pods ask for the role that the annotation names',
  needs: ['serviceAccount', 'pods'],
  check(situation) {
    const { evidence, target } = situation;
    const account = knownValue(evidence.serviceAccount);
    const pods = podsInQuestion(knownValue(evidence.pods), target);
    const value = account.annotations[ROLE_ANNOTATION];
    if (value === undefined) return { status: 'skipped', explanation: 'There is no role annotation.' };
    const annotated = withoutStrayCharacters(value);
    const affected = pods.flatMap((pod) =>
      pod.containers.flatMap(({ name, roleArn }) =>
        roleArn === null || withoutStrayCharacters(roleArn) === annotated
          ? []
          : [{ pod, container: name, roleArn }],
      ),
    );
    const [first] = affected;
    if (first === undefined) {
      return pods.length === 0
        ? { status: 'skipped', explanation: 'There is no pod to look at.' }
        : { status: 'pass', actual: annotated };
    }
    const affectedPods = [...new Set(affected.map((it) => it.pod))];
    const isStale = affectedPods.every((pod) => isOlderThanAnnotation(pod, account));
    return {
      status: 'fail',
      expected: annotated,
      actual: `${first.roleArn}, in container ${first.container} of ${countPods(affectedPods, pods)}`,
      explanation: isStale
        ? 'The annotation was changed after the pod was created, and the pod keeps the role of its first day. Create the pods anew.'
        : 'AWS_ROLE_ARN is set to another role than the service account names, most likely by hand in the pod template, and the webhook keeps what it finds there. Remove the variable, or create the pods anew if the annotation was changed since.',
      evidence: [{ source: evidence.pods.source, subject: `pod ${first.pod.name}` }],
      fix: isStale
        ? restartPodsFix(affectedPods)
        : identityVariablesFix(affectedPods, [...new Set(affected.map((it) => it.container))]),
    };
  },
};
