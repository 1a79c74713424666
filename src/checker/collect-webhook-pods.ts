import { passedOverPods } from './bare-pods.ts';
import type { ReadOne } from './collect-role-policies.ts';
import { knownOrNull } from './known.ts';
import type { ClusterPorts } from './ports.ts';
import type { Situation } from './situation.ts';
import type { Piece, Pod, PodWebhook } from './vocabulary/evidence.ts';
import { isIdentityWebhook, webhookFaultOf } from './webhook-fault.ts';
import { workloadOf } from './workload.ts';

/**
 * Where pods came up without an identity, the configuration is in order and the webhook runs in the cluster, reads the pods that it runs in.
 * Null, and no read, in every other case: EKS runs its own in the control plane, where nobody can look.
 */
export async function collectWebhookPods(
  situation: Situation,
  ports: Pick<ClusterPorts, 'kubernetes'>,
  read: ReadOne,
): Promise<Piece<readonly Pod[]> | null> {
  const webhooks = knownOrNull(situation.evidence.webhooks)?.filter(isIdentityWebhook) ?? [];
  const services = webhooks.flatMap(({ service }) => service ?? []);
  const [service] = services;
  if (service === undefined || services.length < webhooks.length) return null;
  if (passedOverPods(situation).bare.length === 0 || webhookFaultOf(situation) !== null) return null;
  const pods = await read({
    api: 'kubernetes:list pods',
    subject: `pods of the identity webhook in namespace ${service.namespace}`,
    ask: (signal) => ports.kubernetes.listPods(service.namespace, signal),
  });
  return pods.state === 'known'
    ? { ...pods, value: pods.value.filter((pod) => isOfWebhook(pod, service)) }
    : pods;
}

const NAME_LABELS = ['app', 'app.kubernetes.io/name', 'k8s-app'];

/** Which pods a Service selects is not read; those of a webhook are called like it, or like the project. */
function isOfWebhook(pod: Pod, { name }: NonNullable<PodWebhook['service']>): boolean {
  const names = [workloadOf(pod)?.name, ...NAME_LABELS.map((label) => pod.labels[label])];
  return names.some((one) => one === name || one?.includes('pod-identity-webhook') === true);
}
