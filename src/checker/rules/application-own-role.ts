import { ROLE_ANNOTATION } from '../annotations.ts';
import { knownOrNull } from '../known.ts';
import { podsInQuestion } from '../pods-in-question.ts';
import { parseRoleArn } from '../role-arn.ts';
import { symptomRule } from './symptom-rule.ts';

export const applicationOwnRole = symptomRule({
  id: 'application.own-role',
  layer: 'application',
  title: 'The application asks for a role of its own, by something that is no ARN',
  holds: 'The application asks for the role of its service account',
  details: ['role-arn-invalid'],
  explain({ evidence, target }) {
    const annotation = knownOrNull(evidence.serviceAccount)?.annotations[ROLE_ANNOTATION];
    const ofPods = podsInQuestion(knownOrNull(evidence.pods) ?? [], target).flatMap((pod) =>
      pod.containers.flatMap(({ roleArn }) => (roleArn === null ? [] : [roleArn])),
    );
    const all = [...(annotation === undefined ? [] : [annotation]), ...ofPods];
    // A malformed value that is seen explains the error by itself.
    if (all.length === 0 || all.some((arn) => parseRoleArn(arn) === null)) return null;
    return {
      expected: annotation ?? ofPods[0] ?? '',
      actual: 'something that STS does not take for an ARN',
      explanation:
        "The error says that the role's ARN is invalid, but annotation and pods have a valid one. So the application passes another: look for a role in its own settings, for quotes or a placeholder there, or the error is from before the annotation was corrected.",
    };
  },
});
