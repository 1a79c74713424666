import { ROLE_ANNOTATION } from '../annotations.ts';
import { annotationFix } from '../fixes/annotation-fix.ts';
import { knownValue } from '../known.ts';
import { locateRoleAnnotation } from '../role-annotation.ts';
import { salvageRole } from '../role-arn.ts';
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
    return {
      status: 'fail',
      expected: ROLE_ANNOTATION,
      actual: found.key,
      explanation: `EKS reads the role from ${ROLE_ANNOTATION} alone; ${found.key} means nothing to it, so the pods get no web identity. Write the role's ARN under the right key and create the pods anew.`,
      fix: annotationFix(situation, salvageRole(found.value)?.arn ?? null, found.key),
    };
  },
};
