import { ROLE_ANNOTATION } from './annotations.ts';
import { knownOrNull } from './known.ts';
import { hasPodIdentity, podsInQuestion } from './pods-in-question.ts';
import { parseRoleArn, withoutStrayCharacters } from './role-arn.ts';
import type { Evidence, Pod, PodIdentityAssociation, ServiceAccount } from './vocabulary/evidence.ts';

/** Where the role annotation of a service account is, or what stands in its place. */
export type RoleAnnotation =
  | { readonly kind: 'present'; readonly value: string }
  /** EKS Pod Identity serves the service account: `association` is null where only the pods show it. */
  | { readonly kind: 'pod-identity'; readonly association: PodIdentityAssociation | null }
  | { readonly kind: 'wrong-key'; readonly key: string; readonly value: string }
  | { readonly kind: 'on-pod'; readonly pod: Pod; readonly value: string }
  | { readonly kind: 'none' };

// Keys of other tools and misspellings whose values need not be whole ARNs. kiam and kube2iam read the first from pods.
const WRONG_KEYS = [
  'iam.amazonaws.com/role',
  'iam.amazonaws.com/role-arn',
  'eks.amazonaws.com/role',
  'eks.amazonaws.com/role_arn',
  'eks.amazonaws.com/rolearn',
  'eks.amazonaws.com/iam-role',
  'eks.amazonaws.com/iam-role-arn',
  'eks.amazon.com/role-arn',
  'eks.aws.com/role-arn',
  'aws.amazon.com/role-arn',
  'amazonaws.com/role-arn',
];

/** Looks on the service account first, then for what serves it without an annotation, then for the annotation astray. */
export function locateRoleAnnotation(
  account: ServiceAccount,
  evidence: Evidence,
  target: { readonly pod: string | null },
): RoleAnnotation {
  const value = account.annotations[ROLE_ANNOTATION];
  if (value !== undefined) return { kind: 'present', value };
  const pods = podsInQuestion(knownOrNull(evidence.pods) ?? [], {
    namespace: account.namespace,
    serviceAccount: account.name,
    pod: target.pod,
  });
  const association = knownOrNull(evidence.associations)?.[0];
  if (association !== undefined) return { kind: 'pod-identity', association };
  if (pods.length > 0 && pods.every(hasPodIdentity)) return { kind: 'pod-identity', association: null };
  const astray = Object.entries(account.annotations).find(([key, text]) => isMisplacedAnnotation(key, text));
  if (astray !== undefined) return { kind: 'wrong-key', key: astray[0], value: astray[1] };
  const pod = pods.find((candidate) => candidate.annotations[ROLE_ANNOTATION] !== undefined);
  if (pod !== undefined) return { kind: 'on-pod', pod, value: pod.annotations[ROLE_ANNOTATION] ?? '' };
  return { kind: 'none' };
}

/** Whether an annotation other than the right one was most likely meant to name a role: by its key, or by a value that is a role's ARN. */
export function isMisplacedAnnotation(key: string, value: string): boolean {
  return WRONG_KEYS.includes(key.toLowerCase()) || parseRoleArn(withoutStrayCharacters(value)) !== null;
}
