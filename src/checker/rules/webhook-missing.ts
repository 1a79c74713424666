import { ROLE_ANNOTATION } from '../annotations.ts';
import { passedOverPods } from '../bare-pods.ts';
import { handWrittenIdentityFix } from '../fixes/hand-written-identity-fix.ts';
import { explainUnreadable, knownValue } from '../known.ts';
import { countPods } from '../pods-in-question.ts';
import { webhookFaultOf } from '../webhook-fault.ts';
import type { Rule } from './rule.ts';

export const webhookMissing: Rule = {
  id: 'webhook.missing',
  layer: 'webhook',
  title: 'The cluster has no identity webhook',
  holds: 'The cluster has an identity webhook',
  needs: ['serviceAccount'],
  check(situation) {
    const { webhooks } = situation.evidence;
    const { all, bare } = passedOverPods(situation);
    const fault = webhookFaultOf(situation);
    if (fault?.kind === 'missing') {
      const isAnnotated =
        knownValue(situation.evidence.serviceAccount).annotations[ROLE_ANNOTATION] !== undefined;
      const fix = isAnnotated ? handWrittenIdentityFix(situation, bare) : null;
      return {
        status: 'fail',
        expected: 'a MutatingWebhookConfiguration pod-identity-webhook',
        actual: 'none that gives pods an identity',
        explanation: `Nothing in the cluster acts on role annotations and associations, so ${all.length === 0 ? 'no pod will get' : `${countPods(bare, all)} did not get`} an identity. On EKS the webhook comes with the cluster: if somebody deleted its configuration, restore it; in a cluster that you run yourself, install amazon-eks-pod-identity-webhook. Create the pods anew afterwards.`,
        evidence: [webhooks],
        ...(fix === null ? {} : { fix }),
      };
    }
    if (webhooks.state === 'unreadable' || webhooks.state === 'unasked') {
      const explanation =
        webhooks.state === 'unreadable' ? explainUnreadable(webhooks) : `Not looked at: ${webhooks.reason}.`;
      // Where pods have their identity it works, and where there are none the verdict does not hang on it.
      return bare.length > 0
        ? { status: 'unknown', explanation, evidence: [webhooks] }
        : { status: 'skipped', explanation };
    }
    if (webhooks.state !== 'known') return { status: 'skipped', explanation: 'The webhooks were not read.' };
    return { status: 'pass' };
  },
};
