import { ROLE_ANNOTATION } from '../annotations.ts';
import { annotationFix } from '../fixes/annotation-fix.ts';
import { knownOrNull } from '../known.ts';
import { hasWebIdentity, podsInQuestion } from '../pods-in-question.ts';
import { locateRoleAnnotation } from '../role-annotation.ts';
import { salvageRole } from '../role-arn.ts';
import type { Situation } from '../situation.ts';
import type { ServiceAccount } from '../vocabulary/evidence.ts';
import type { Rule } from './rule.ts';

export const serviceAccountAnnotatedElsewhere: Rule = {
  id: 'service-account.annotated-elsewhere',
  layer: 'service-account',
  title: 'The service account of the same name in another namespace has the annotation',
  holds: 'No namesake in another namespace has the annotation instead',
  needs: ['serviceAccount'],
  concerns: (situation) => annotatedNamesakes(situation).length > 0,
  check(situation) {
    const { evidence, target } = situation;
    const [namesake, ...others] = annotatedNamesakes(situation);
    if (namesake === undefined) return { status: 'pass' };
    // One of several is not for a diagnosis to choose.
    const arn =
      others.length === 0 ? (salvageRole(namesake.annotations[ROLE_ANNOTATION] ?? '')?.arn ?? null) : null;
    return {
      status: 'fail',
      expected: `${ROLE_ANNOTATION} on service account ${target.namespace}/${target.serviceAccount}`,
      actual: `${ROLE_ANNOTATION} on service account ${namesake.namespace}/${namesake.name}`,
      explanation: `Pods can use service accounts of their own namespace only, so the annotation of ${namesake.namespace}/${namesake.name} does nothing for pods in ${target.namespace}. If that role is meant for these pods, annotate ${target.namespace}/${target.serviceAccount} as well, see that the role's trust policy names that namespace, and create the pods anew; if not, annotate it with its own.`,
      evidence: [
        {
          source: evidence.namesakes.source,
          subject: `service account ${namesake.namespace}/${namesake.name}`,
        },
      ],
      fix: annotationFix(situation, arn),
    };
  },
};

/** Service accounts of the same name elsewhere that have the annotation which this one lacks; none where something else explains the lack. */
export function annotatedNamesakes({ evidence, target }: Situation): readonly ServiceAccount[] {
  const account = knownOrNull(evidence.serviceAccount);
  if (account === null || locateRoleAnnotation(account, evidence, target).kind !== 'none') return [];
  // Every namespace has a service account of this name, and an annotation there tells nothing of this one.
  if (account.name === 'default') return [];
  const pods = podsInQuestion(knownOrNull(evidence.pods) ?? [], target);
  const mayBeServed = evidence.associations.state === 'unreadable' && pods.length === 0;
  if (mayBeServed || (pods.length > 0 && pods.every(hasWebIdentity))) return [];
  return (knownOrNull(evidence.namesakes)?.accounts ?? []).filter(
    (one) => one.namespace !== account.namespace && one.annotations[ROLE_ANNOTATION] !== undefined,
  );
}
