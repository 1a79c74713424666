import { passedOverPods } from './bare-pods.ts';
import { knownOrNull } from './known.ts';
import type { Situation } from './situation.ts';
import type { Pod, PodWebhook } from './vocabulary/evidence.ts';
import { type Selection, selectionOf } from './webhook-selection.ts';

/** Why the webhook gives new pods no identity, as its configuration tells. */
export type WebhookFault =
  | { readonly kind: 'missing' }
  | {
      readonly kind: 'does-not-select';
      readonly webhook: PodWebhook;
      readonly selection: Exclude<Selection, { kind: 'selected' }>;
    }
  | { readonly kind: 'no-ca-bundle'; readonly webhook: PodWebhook }
  /** `pods` are those that it runs in. */
  | { readonly kind: 'not-ready'; readonly webhook: PodWebhook; readonly pods: readonly Pod[] };

/**
 * The webhook's fault, null where it has none or none can be known. Pods that did get an identity show that it works, whatever its
 * configuration is called.
 */
export function webhookFaultOf(situation: Situation): WebhookFault | null {
  const webhooks = knownOrNull(situation.evidence.webhooks)?.filter(isIdentityWebhook);
  const { all, bare } = passedOverPods(situation);
  const isIdle = all.length === 0;
  if (webhooks === undefined || (bare.length === 0 && !isIdle)) return null;
  if (webhooks.length === 0) return bare.length === all.length ? { kind: 'missing' } : null;
  const { target } = situation;
  const notSelecting = webhooks.flatMap((webhook) => {
    const selections = (isIdle ? [null] : bare).map((pod) => selectionOf(webhook, target.namespace, pod));
    const [selection] = selections;
    return selection !== undefined && selections.every(isExclusion) && isExclusion(selection)
      ? [{ webhook, selection }]
      : [];
  });
  const [first] = notSelecting;
  if (first !== undefined && notSelecting.length === webhooks.length) {
    return { kind: 'does-not-select', ...first };
  }
  const unreachable = webhooks.find((webhook) => webhook.isService && !webhook.hasCaBundle);
  const isAlone = webhooks.length === 1 && bare.length === all.length;
  if (unreachable !== undefined && isAlone) return { kind: 'no-ca-bundle', webhook: unreachable };
  const { webhookPods } = situation.evidence;
  const pods = webhookPods === undefined ? [] : (knownOrNull(webhookPods) ?? []);
  const [webhook] = webhooks;
  const isDown = pods.length > 0 && pods.every(({ isReady }) => isReady === false);
  return webhook !== undefined && isDown && bare.length > 0 ? { kind: 'not-ready', webhook, pods } : null;
}

/** EKS' own, and what the charts of the same webhook call it. */
export function isIdentityWebhook({ configuration, name }: PodWebhook): boolean {
  return /pod-identity-webhook/.test(configuration) || /iam-for-pods|pod-identity-webhook/.test(name);
}

/** The pods that lack an identity because of it. */
export function keptOut(situation: Situation): readonly Pod[] {
  return passedOverPods(situation).bare;
}

function isExclusion(selection: Selection): selection is Exclude<Selection, { kind: 'selected' }> {
  return selection.kind !== 'selected';
}
