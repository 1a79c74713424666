import { ROLE_ANNOTATION } from '../annotations.ts';
import { annotationFix } from '../fixes/annotation-fix.ts';
import { knownValue } from '../known.ts';
import { locateRoleAnnotation } from '../role-annotation.ts';
import { salvageRole } from '../role-arn.ts';
import type { Rule } from './rule.ts';

export const serviceAccountAnnotationMisplaced: Rule = {
  id: 'service-account.annotation-misplaced',
  layer: 'service-account',
  title: 'The role annotation is on the pod, not on the service account',
  holds: 'The role annotation is on the service account',
  needs: ['serviceAccount'],
  check(situation) {
    const { evidence, target } = situation;
    const found = locateRoleAnnotation(knownValue(evidence.serviceAccount), evidence, target);
    if (found.kind === 'present') return { status: 'pass' };
    if (found.kind !== 'on-pod') {
      return { status: 'skipped', explanation: 'No pod carries the role annotation either.' };
    }
    return {
      status: 'fail',
      expected: `${ROLE_ANNOTATION} on service account ${target.namespace}/${target.serviceAccount}`,
      actual: `${ROLE_ANNOTATION} on pod ${found.pod.name}`,
      explanation: `The webhook reads ${ROLE_ANNOTATION} from the service account and ignores it on pods and their templates. Move the annotation to service account ${target.serviceAccount} and create the pods anew.`,
      evidence: [{ source: evidence.pods.source, subject: `pod ${found.pod.name}` }],
      fix: annotationFix(situation, salvageRole(found.value)?.arn ?? null),
    };
  },
};
