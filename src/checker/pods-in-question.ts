import { ROLE_ANNOTATION } from './annotations.ts';
import type { Container, Pod, ServiceAccount } from './vocabulary/evidence.ts';

interface WhichPods {
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly pod: string | null;
}

/**
 * The pods that the question is about: the named one if it runs under the service account, else all that do and have not finished.
 * Static pods are left out: they cannot have a service account's identity.
 */
export function podsInQuestion(pods: readonly Pod[], target: WhichPods): readonly Pod[] {
  return pods.filter(
    (pod) =>
      pod.serviceAccount === target.serviceAccount &&
      !isStatic(pod) &&
      (target.pod === null ? !isFinished(pod) : pod.name === target.pod),
  );
}

/** Whether the pod has ended: what it lacks matters to nobody any more. */
export function isFinished(pod: Pod): boolean {
  return pod.phase === 'Succeeded' || pod.phase === 'Failed';
}

/** Whether the kubelet runs the pod from a file of its own. */
export function isStatic(pod: Pod): boolean {
  return pod.annotations['kubernetes.io/config.mirror'] !== undefined;
}

/** Whether the webhook gave any container of the pod web identity, or somebody wrote it by hand. */
export function hasWebIdentity(pod: Pod): boolean {
  return pod.containers.some((container) => namesRole(container) || namesTokenFile(container));
}

/** Whether EKS Pod Identity serves the pod: the webhook then sets this variable in place of the web identity's. */
export function hasPodIdentity(pod: Pod): boolean {
  return pod.containers.some((container) =>
    container.environmentNames.includes('AWS_CONTAINER_CREDENTIALS_FULL_URI'),
  );
}

/** Whether `AWS_ROLE_ARN` is set, as a plain value or from elsewhere. */
export function namesRole(container: Container): boolean {
  return container.roleArn !== null || container.environmentNames.includes('AWS_ROLE_ARN');
}

/** Whether `AWS_WEB_IDENTITY_TOKEN_FILE` is set, as a plain value or from elsewhere. */
export function namesTokenFile(container: Container): boolean {
  return container.tokenFile !== null || container.environmentNames.includes('AWS_WEB_IDENTITY_TOKEN_FILE');
}

/**
 * Whether the pod was created before the service account got its role annotation, or, where the API server does not tell when that was,
 * before the service account itself. The webhook acts on pod creation only.
 */
export function isOlderThanAnnotation(pod: Pod, account: ServiceAccount): boolean {
  const since = account.annotatedAt ?? account.createdAt;
  if (since === null || pod.createdAt === null || account.annotations[ROLE_ANNOTATION] === undefined)
    return false;
  return Date.parse(pod.createdAt) < Date.parse(since);
}

/** "pod api-1", or "2 of 3 pods (api-1, api-2)", naming at most three. */
export function countPods(some: readonly Pod[], all: readonly Pod[]): string {
  const [only] = some;
  if (only !== undefined && all.length === 1) return `pod ${only.name}`;
  const names = some.slice(0, 3).map((pod) => pod.name);
  return `${some.length} of ${all.length} pods (${names.join(', ')}${some.length > 3 ? ', …' : ''})`;
}
