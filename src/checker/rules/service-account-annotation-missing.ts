import { ROLE_ANNOTATION } from '../annotations.ts';
import { associationAstray } from '../association-astray.ts';
import { annotationFix } from '../fixes/annotation-fix.ts';
import { explainUnreadable, knownOrNull, knownValue } from '../known.ts';
import { lowerFirst } from '../lower-first.ts';
import { hasWebIdentity, podsInQuestion } from '../pods-in-question.ts';
import { locateRoleAnnotation, type RoleAnnotation } from '../role-annotation.ts';
import type { Situation } from '../situation.ts';
import type { Rule, RuleResult } from './rule.ts';
import { annotatedNamesakes } from './service-account-annotated-elsewhere.ts';

export const serviceAccountAnnotationMissing: Rule = {
  id: 'service-account.annotation-missing',
  layer: 'service-account',
  title: 'The service account names no role',
  holds: 'The service account names a role',
  needs: ['serviceAccount'],
  check(situation) {
    const { evidence, target } = situation;
    const found = locateRoleAnnotation(knownValue(evidence.serviceAccount), evidence, target);
    switch (found.kind) {
      case 'present':
        return { status: 'pass', expected: ROLE_ANNOTATION, actual: found.value };
      case 'pod-identity':
        return servedByPodIdentity(situation, found);
      case 'wrong-key':
      case 'on-pod':
        return { status: 'skipped', explanation: 'The role is named in another place.' };
      case 'none':
        return annotatedNamesakes(situation).length === 0
          ? namesNothing(situation)
          : { status: 'skipped', explanation: 'The role is named in another namespace.' };
    }
  },
};

/** The chain of Pod Identity is another one, which rules of its own judge. */
function servedByPodIdentity(
  { target }: Situation,
  { association }: Extract<RoleAnnotation, { kind: 'pod-identity' }>,
): RuleResult {
  const who = `${target.namespace}/${target.serviceAccount}`;
  const means =
    association === null
      ? 'its pods are set up for EKS Pod Identity'
      : `EKS Pod Identity association ${association.id} serves it`;
  return { status: 'skipped', explanation: `${who} needs no role annotation: ${means}.` };
}

function namesNothing(situation: Situation): RuleResult {
  const { evidence, target } = situation;
  if (associationAstray(evidence, target) !== null) {
    return { status: 'skipped', explanation: 'An association was most likely meant for it, and missed it.' };
  }
  const pods = podsInQuestion(knownOrNull(evidence.pods) ?? [], target);
  const who = `${target.namespace}/${target.serviceAccount}`;
  const { associations } = evidence;
  const isDenied = associations.state === 'unreadable' && associations.cause === 'denied';
  if (isDenied && pods.length === 0) {
    return {
      status: 'unknown',
      explanation: `${who} has no role annotation, and whether EKS Pod Identity serves it is not known: ${lowerFirst(explainUnreadable(associations))}`,
      evidence: [associations],
    };
  }
  const expected = `annotation ${ROLE_ANNOTATION}`;
  if (pods.length > 0 && pods.every(hasWebIdentity)) {
    return {
      status: 'warn',
      expected,
      actual: 'no such annotation, though the pods have a web identity',
      explanation: `The pods of ${who} carry a web identity that the service account no longer gives. Unless their manifest sets it by hand, it is gone with the next restart: annotate the service account.`,
      fix: annotationFix(situation, target.roleArn),
    };
  }
  return {
    status: 'fail',
    expected,
    actual:
      associations.state === 'unreadable'
        ? 'no such annotation'
        : 'no such annotation, and no Pod Identity association',
    explanation: `${who} names no IAM role, so its pods get no credentials of their own and fall back to the node's. An annotation of a Deployment or a Namespace is read by nobody. Annotate it with the role's ARN and create the pods anew. The node's role needs no change.`,
    evidence: associations.state === 'unasked' ? [] : [associations],
    fix: annotationFix(situation, target.roleArn),
  };
}
