import { webhookFix } from '../fixes/webhook-fix.ts';
import { knownOrNull } from '../known.ts';
import { countPods, podsInQuestion } from '../pods-in-question.ts';
import { keptOut, webhookFaultOf } from '../webhook-fault.ts';
import { spellRequirement } from '../webhook-selection.ts';
import type { Rule } from './rule.ts';

export const webhookDoesNotSelect: Rule = {
  id: 'webhook.does-not-select',
  layer: 'webhook',
  title: 'The identity webhook does not see the pods',
  holds: 'The identity webhook sees the pods',
  needs: ['serviceAccount'],
  check(situation) {
    const { evidence, target } = situation;
    const fault = webhookFaultOf(situation);
    if (fault?.kind !== 'does-not-select') {
      return evidence.webhooks.state === 'known'
        ? { status: 'pass' }
        : { status: 'skipped', explanation: 'The webhooks were not read.' };
    }
    const { webhook, selection } = fault;
    const pods = keptOut(situation);
    const all = podsInQuestion(knownOrNull(evidence.pods) ?? [], target);
    const who = pods.length === 0 ? `pods of namespace ${target.namespace}` : countPods(pods, all);
    const because =
      selection.kind === 'rules'
        ? 'its rules do not hold the creation of pods'
        : `its ${selection.kind} asks for ${spellRequirement(selection.requirement)}`;
    return {
      status: 'fail',
      expected: `a webhook that sees ${who}`,
      actual: because,
      explanation: `The API server does not send these pods to webhook ${webhook.name} of configuration ${webhook.configuration}: ${because}. They come up without an identity, and nothing says so. Correct the configuration or the labels, and create the pods anew.`,
      evidence: [evidence.webhooks],
      fix: webhookFix(webhook, selection.kind, pods),
    };
  },
};
