import { barePods } from './bare-pods.ts';
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
  | { readonly kind: 'no-ca-bundle'; readonly webhook: PodWebhook };

/**
 * The webhook's fault, null where it has none or none can be known. Pods that did get an identity show that it works, whatever its
 * configuration is called.
 */
export function webhookFaultOf(situation: Situation): WebhookFault | null {
  const webhooks = knownOrNull(situation.evidence.webhooks)?.filter(isIdentityWebhook);
  const { all, bare } = barePods(situation, 'passed-over');
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
  return unreachable !== undefined && isAlone ? { kind: 'no-ca-bundle', webhook: unreachable } : null;
}

/** EKS' own, and what the charts of the same webhook call it. */
export function isIdentityWebhook({ configuration, name }: PodWebhook): boolean {
  return /pod-identity-webhook/.test(configuration) || /iam-for-pods|pod-identity-webhook/.test(name);
}

/** "2 of 3 pods", for what a selector keeps out. */
export function keptOut(situation: Situation): readonly Pod[] {
  return barePods(situation, 'passed-over').bare;
}

function isExclusion(selection: Selection): selection is Exclude<Selection, { kind: 'selected' }> {
  return selection.kind !== 'selected';
}
