import { ROLE_ANNOTATION } from '../annotations.ts';
import { identityVariablesFix } from '../fixes/pod-spec-fix.ts';
import { restartPodsFix } from '../fixes/restart-pods-fix.ts';
import { knownValue } from '../known.ts';
import { countPods, hasPodIdentity, hasWebIdentity, namesRole, podsInQuestion } from '../pods-in-question.ts';
import { withoutStrayCharacters } from '../role-arn.ts';
import type { Container, DescribedAssociation, Pod } from '../vocabulary/evidence.ts';
import type { Rule, RuleResult } from './rule.ts';

export const podIdentityBothMechanisms: Rule = {
  id: 'pod-identity.both-mechanisms',
  layer: 'pod-identity',
  title: 'Web identity and Pod Identity are both set up, for different roles',
  holds: "Web identity and Pod Identity do not get in each other's way",
  needs: ['association', 'pods', 'serviceAccount'],
  concerns: ({ evidence }) => evidence.association.state !== 'unasked',
  check({ evidence, target }) {
    const association = knownValue(evidence.association);
    const annotated = knownValue(evidence.serviceAccount).annotations[ROLE_ANNOTATION];
    const pods = podsInQuestion(knownValue(evidence.pods), target);
    return (
      inOneContainer(pods, association) ??
      inDifferentPods(pods, association) ??
      idleAnnotation(pods, association, annotated) ?? { status: 'pass', actual: association.roleArn }
    );
  },
};

/** Both sets of variables at once: the SDKs' chains ask web identity before the container's credentials. */
function inOneContainer(pods: readonly Pod[], association: DescribedAssociation): RuleResult | null {
  const affected = pods.flatMap((pod) =>
    pod.containers
      .filter((container) => namesRole(container) && hasContainerCredentials(container))
      .filter(({ roleArn }) => roleArn === null || withoutStrayCharacters(roleArn) !== association.roleArn)
      .map((container) => ({ pod, container })),
  );
  const [first] = affected;
  if (first === undefined) return null;
  return {
    status: 'warn',
    expected: `${association.roleArn}, by Pod Identity`,
    actual: `${first.container.roleArn ?? 'another role'}, by web identity, in container ${first.container.name} of ${countPods([...new Set(affected.map(({ pod }) => pod))], pods)}`,
    explanation: `The container has the variables of both, and SDKs try web identity first, so the role of association ${association.id} is not used there. AWS_ROLE_ARN stands in the pod template: remove it there if Pod Identity is meant, or delete the association if it is not.`,
    fix: identityVariablesFix(
      [...new Set(affected.map((it) => it.pod))],
      [...new Set(affected.map((it) => it.container.name))],
    ),
  };
}

/** Pods from before and after the association live on different roles until all are created anew. */
function inDifferentPods(pods: readonly Pod[], association: DescribedAssociation): RuleResult | null {
  const stale = pods.filter(
    (pod) =>
      hasWebIdentity(pod) &&
      !hasPodIdentity(pod) &&
      pod.containers.some(
        ({ roleArn }) => roleArn !== null && withoutStrayCharacters(roleArn) !== association.roleArn,
      ),
  );
  const [first] = stale;
  if (first === undefined) return null;
  const role = first.containers.find(({ roleArn }) => roleArn !== null)?.roleArn;
  return {
    status: 'warn',
    expected: `${association.roleArn}, by Pod Identity, in all pods`,
    actual: `${role ?? 'another role'}, by web identity, in ${countPods(stale, pods)}`,
    explanation: `The webhook prefers association ${association.id} for every new pod, while pods from before it keep the role of web identity until they are created anew. Until then the pods of one workload use different roles.`,
    fix: restartPodsFix(stale),
  };
}

/** The annotation that nobody follows any more, and that misleads whoever reads it. */
function idleAnnotation(
  pods: readonly Pod[],
  association: DescribedAssociation,
  annotated: string | undefined,
): RuleResult | null {
  const isIdle = annotated !== undefined && withoutStrayCharacters(annotated) !== association.roleArn;
  if (!isIdle || !pods.some(hasPodIdentity)) return null;
  return {
    status: 'warn',
    expected: `annotation and association with the same role`,
    actual: `${association.roleArn} by association, ${withoutStrayCharacters(annotated)} by annotation`,
    explanation: `Where a service account has both, the webhook takes the association, so the pods get ${association.roleArn} and the annotation does nothing. Remove the one that is not meant; without the association the pods would change their role when they are next created.`,
  };
}

function hasContainerCredentials({ environmentNames }: Container): boolean {
  return environmentNames.includes('AWS_CONTAINER_CREDENTIALS_FULL_URI');
}
