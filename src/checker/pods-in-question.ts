import { ROLE_ANNOTATION } from './annotations.ts';
import type { Container, Pod, ServiceAccount } from './vocabulary/evidence.ts';
import { workloadOf } from './workload.ts';

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
  return podsUnder(pods, target.serviceAccount).filter(
    (pod) => !isStatic(pod) && (target.pod === null ? !isFinished(pod) : pod.name === target.pod),
  );
}

/** Lists by service account, for as long as somebody holds the list: an audit asks the same one for thousands of service accounts. */
const byServiceAccount = new WeakMap<readonly Pod[], ReadonlyMap<string, readonly Pod[]>>();

function podsUnder(pods: readonly Pod[], serviceAccount: string): readonly Pod[] {
  const known = byServiceAccount.get(pods);
  const groups = known ?? Map.groupBy(pods, (pod) => pod.serviceAccount);
  if (known === undefined) byServiceAccount.set(pods, groups);
  return groups.get(serviceAccount) ?? [];
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
  return pod.containers.some(asksAgent);
}

/** Whether the container is pointed to the agent of EKS Pod Identity. */
export function asksAgent({ environmentNames }: Container): boolean {
  return environmentNames.includes('AWS_CONTAINER_CREDENTIALS_FULL_URI');
}

/** Whether the container has an identity by either way. */
export function hasIdentity(container: Container): boolean {
  return namesRole(container) || asksAgent(container);
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

/** "pod api-1" where there is no other, or "3 of 5 pods of deployment api (api-1, api-2, …)" for each workload that has one of them. */
export function countPods(some: readonly Pod[], all: readonly Pod[]): string {
  const [sole] = some;
  if (sole !== undefined && all.length === 1) return `pod ${sole.name}`;
  const groups = Map.groupBy(some, nameOfOwner);
  const told = [...groups].slice(0, MOST_OWNERS).map(([owner, pods]) => {
    if (owner === null) return pods.map((pod) => `pod ${pod.name}`).join(', ');
    const total = all.filter((pod) => nameOfOwner(pod) === owner).length;
    const [only] = pods;
    if (total === 1 && only !== undefined) return `pod ${only.name} of ${owner}`;
    const names = pods.slice(0, MOST_NAMES).map((pod) => pod.name);
    return `${pods.length} of ${total} pods of ${owner} (${names.join(', ')}${pods.length > MOST_NAMES ? ', …' : ''})`;
  });
  const more = groups.size - told.length;
  return `${told.join('; ')}${more > 0 ? `; and pods of ${more} more` : ''}`;
}

const MOST_OWNERS = 3;
const MOST_NAMES = 3;

function nameOfOwner(pod: Pod): string | null {
  const workload = workloadOf(pod);
  return workload === null ? null : `${workload.kind} ${workload.name}`;
}
