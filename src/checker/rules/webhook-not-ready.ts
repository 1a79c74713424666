import { explainUnreadable } from '../known.ts';
import { countPods } from '../pods-in-question.ts';
import { keptOut, webhookFaultOf } from '../webhook-fault.ts';
import type { Rule } from './rule.ts';

export const webhookNotReady: Rule = {
  id: 'webhook.not-ready',
  layer: 'webhook',
  title: 'The identity webhook does not run',
  holds: 'The identity webhook runs',
  needs: [],
  concerns: ({ evidence }) => evidence.webhookPods !== undefined,
  check(situation) {
    const fault = webhookFaultOf(situation);
    const { webhookPods } = situation.evidence;
    if (webhookPods?.state === 'unreadable') {
      return { status: 'unknown', explanation: explainUnreadable(webhookPods), evidence: [webhookPods] };
    }
    if (fault?.kind !== 'not-ready' || webhookPods === undefined) {
      return { status: 'skipped', explanation: 'No pod is known to be the webhook, or one is ready.' };
    }
    const { service, name } = fault.webhook;
    return {
      status: 'fail',
      expected: `a pod of webhook ${name} that is ready, in namespace ${service?.namespace}`,
      actual: `none is: ${countPods(fault.pods, fault.pods)}`,
      explanation: `The cluster runs its own identity webhook, and none of its pods is ready, so the API server's calls come to nothing: ${countPods(keptOut(situation), keptOut(situation))} came up without an identity. Look at what the webhook's pods say, a missing certificate most often; then create these pods anew.`,
      evidence: [webhookPods],
    };
  },
};
