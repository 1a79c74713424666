import { caBundleFix } from '../fixes/ca-bundle-fix.ts';
import { keptOut, webhookFaultOf } from '../webhook-fault.ts';
import type { Rule } from './rule.ts';

export const webhookNoCaBundle: Rule = {
  id: 'webhook.no-ca-bundle',
  layer: 'webhook',
  title: 'The API server cannot trust the identity webhook',
  holds: 'The API server can trust the identity webhook',
  needs: ['serviceAccount'],
  concerns: (situation) => webhookFaultOf(situation)?.kind === 'no-ca-bundle',
  check(situation) {
    const fault = webhookFaultOf(situation);
    if (fault?.kind !== 'no-ca-bundle') return { status: 'pass' };
    const { webhook } = fault;
    return {
      status: 'fail',
      expected: `a caBundle for webhook ${webhook.name}`,
      actual: 'an empty caBundle',
      explanation: `Webhook ${webhook.name} of configuration ${webhook.configuration} is called through a Service, and no certificate authority is given for it, so the call fails${webhook.failurePolicy === 'Ignore' ? ' and, its failurePolicy being Ignore, pods are let through unchanged' : ''}. See that whatever puts the caBundle in, such as cert-manager's injector or the webhook's own certificate request, has done so, and create the pods anew.`,
      evidence: [situation.evidence.webhooks],
      fix: caBundleFix(webhook, keptOut(situation)),
    };
  },
};
