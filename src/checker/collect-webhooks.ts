import { type KubernetesReads, ONE_READ_MORE } from './kubernetes-reads.ts';
import type { ClusterPorts } from './ports.ts';
import type { Piece, PodWebhook } from './vocabulary/evidence.ts';

const SOURCE = 'kubernetes:list mutatingwebhookconfigurations';
const SUBJECT = 'webhooks that change pods';

/**
 * All webhooks that change pods, where a read is left for them. Service account, issuer and agent go first: pods that have an identity show by
 * themselves that the webhook works, and those that lack one are found whatever it is that kept it from them.
 */
export async function readWebhooks(
  ports: ClusterPorts,
  kubernetes: KubernetesReads,
): Promise<Piece<readonly PodWebhook[]>> {
  if (kubernetes.left() === 0) return withoutWebhooks(ONE_READ_MORE);
  return kubernetes.read({
    api: SOURCE,
    subject: SUBJECT,
    ask: (signal) => ports.kubernetes.listPodWebhooks(signal),
  });
}

/** The webhooks were not asked for, with the reason in a clause. */
export function withoutWebhooks(reason: string): Piece<readonly PodWebhook[]> {
  return { state: 'unasked', source: SOURCE, subject: SUBJECT, reason };
}
