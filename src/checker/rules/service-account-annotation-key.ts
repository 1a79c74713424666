import { ROLE_ANNOTATION } from '../annotations.ts';
import { annotationFix } from '../fixes/annotation-fix.ts';
import { knownOrNull, knownValue } from '../known.ts';
import { podsInQuestion } from '../pods-in-question.ts';
import { locateRoleAnnotation } from '../role-annotation.ts';
import { salvageRole, withoutStrayCharacters } from '../role-arn.ts';
import type { Situation } from '../situation.ts';
import type { Rule } from './rule.ts';

export const serviceAccountAnnotationKey: Rule = {
  id: 'service-account.annotation-key',
  layer: 'service-account',
  title: 'The role stands under the wrong annotation key',
  holds: 'The role stands under the right annotation key',
  needs: ['serviceAccount'],
  check(situation) {
    const account = knownValue(situation.evidence.serviceAccount);
    const found = locateRoleAnnotation(account, situation.evidence, situation.target);
    if (found.kind === 'present') return { status: 'pass', actual: ROLE_ANNOTATION };
    if (found.kind !== 'wrong-key') {
      return { status: 'skipped', explanation: 'No annotation of the service account names a role.' };
    }
    if (isReadByAnotherWebhook(situation, found.value)) {
      return { status: 'pass', actual: `${found.key}, which the cluster's own webhook reads` };
    }
    return {
      status: 'fail',
      expected: ROLE_ANNOTATION,
      actual: found.key,
      explanation: `EKS reads the role from ${ROLE_ANNOTATION} alone; ${found.key} means nothing to it, so the pods get no web identity. Write the role's ARN under the right key and create the pods anew.`,
      fix: annotationFix(situation, salvageRole(found.value)?.arn ?? null, found.key),
    };
  },
};

/** A webhook that one runs oneself may read another prefix (its flag --annotation-prefix): pods that have exactly this role show it. */
function isReadByAnotherWebhook({ evidence, target }: Situation, value: string): boolean {
  const pods = podsInQuestion(knownOrNull(evidence.pods) ?? [], target);
  const arn = withoutStrayCharacters(value);
  return (
    pods.length > 0 && pods.every((pod) => pod.containers.some((container) => container.roleArn === arn))
  );
}
