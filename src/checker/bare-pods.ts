import { ROLE_ANNOTATION, SKIP_CONTAINERS_ANNOTATION, SKIP_WEBHOOK_LABEL } from './annotations.ts';
import { knownOrNull } from './known.ts';
import { hasPodIdentity, hasWebIdentity, isOlderThanAnnotation, podsInQuestion } from './pods-in-question.ts';
import { isOlderThanAssociation, podsWithoutIdentity } from './pods-without-identity.ts';
import type { Container, Evidence, Pod, ServiceAccount } from './vocabulary/evidence.ts';
import type { Target } from './vocabulary/target.ts';

/** What of a situation tells which pods lack an identity. */
export interface AboutBarePods {
  readonly evidence: Pick<Evidence, 'serviceAccount' | 'pods' | 'association'>;
  readonly target: Pick<Target, 'namespace' | 'serviceAccount' | 'pod'>;
}

/** Why a pod got no identity, as far as pod and service account tell: `passed-over` where both say that it should have one. */
export type WhyBare = 'opted-out' | 'containers-skipped' | 'older' | 'passed-over';

/** The pods in question, and those among them that have no identity for that reason. None where the service account asks for none. */
export function barePods(
  { evidence, target }: AboutBarePods,
  why: WhyBare,
): { readonly all: readonly Pod[]; readonly bare: readonly Pod[] } {
  const account = knownOrNull(evidence.serviceAccount);
  const all = podsInQuestion(knownOrNull(evidence.pods) ?? [], target);
  if (account === null || account.annotations[ROLE_ANNOTATION] === undefined) return { all, bare: [] };
  return { all, bare: all.filter((pod) => whyBare(pod, account) === why) };
}

/** Null for a pod that has an identity. What a restart would not mend comes first. */
function whyBare(pod: Pod, account: ServiceAccount): WhyBare | null {
  if (hasWebIdentity(pod) || hasPodIdentity(pod)) return null;
  if (pod.labels[SKIP_WEBHOOK_LABEL] !== undefined) return 'opted-out';
  const isSkipped = (container: Container): boolean => skippedContainers(pod).includes(container.name);
  if (pod.containers.length > 0 && pod.containers.every(isSkipped)) return 'containers-skipped';
  return isOlderThanAnnotation(pod, account) ? 'older' : 'passed-over';
}

/** The containers that the pod's annotation keeps from the webhook. */
export function skippedContainers(pod: Pod): readonly string[] {
  return (pod.annotations[SKIP_CONTAINERS_ANNOTATION] ?? '').split(',').map((name) => name.trim());
}

/**
 * The pods in question, and those among them that the webhook should have given an identity, by annotation or by association, and did not,
 * although nothing of theirs kept it from it.
 */
export function passedOverPods(situation: AboutBarePods): {
  readonly all: readonly Pod[];
  readonly bare: readonly Pod[];
} {
  const { evidence } = situation;
  const { all, bare } = barePods(situation, 'passed-over');
  const association = knownOrNull(evidence.association);
  const isAnnotated = knownOrNull(evidence.serviceAccount)?.annotations[ROLE_ANNOTATION] !== undefined;
  if (isAnnotated || association === null) return { all, bare };
  return {
    all,
    bare: podsWithoutIdentity(all).filter(
      (pod) => pod.labels[SKIP_WEBHOOK_LABEL] === undefined && !isOlderThanAssociation(pod, association),
    ),
  };
}
