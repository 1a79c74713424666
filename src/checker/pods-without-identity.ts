import { hasPodIdentity, hasWebIdentity } from './pods-in-question.ts';
import type { DescribedAssociation, Pod } from './vocabulary/evidence.ts';

/** The pods that neither web identity nor Pod Identity was put into, not even half of one. */
export function podsWithoutIdentity(pods: readonly Pod[]): readonly Pod[] {
  return pods.filter((pod) => !hasWebIdentity(pod) && !hasPodIdentity(pod) && !hasToken(pod));
}

function hasToken({ containers }: Pod): boolean {
  return containers.some(({ environmentNames }) =>
    environmentNames.includes('AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'),
  );
}

/** Whether the pod was there before the association. Where nobody tells when that was made, nothing is called older. */
export function isOlderThanAssociation(pod: Pod, { createdAt }: DescribedAssociation): boolean {
  if (createdAt === null || pod.createdAt === null) return false;
  return Date.parse(pod.createdAt) < Date.parse(createdAt);
}
