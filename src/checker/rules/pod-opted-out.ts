import { SKIP_WEBHOOK_LABEL } from '../annotations.ts';
import { barePods } from '../bare-pods.ts';
import { optOutFix } from '../fixes/pod-spec-fix.ts';
import { countPods } from '../pods-in-question.ts';
import type { Rule } from './rule.ts';

export const podOptedOut: Rule = {
  id: 'pod.opted-out',
  layer: 'pod',
  title: 'A label keeps the pod from the identity webhook',
  holds: 'No label keeps the pods from the identity webhook',
  needs: ['serviceAccount', 'pods'],
  check(situation) {
    const { all, bare } = barePods(situation, 'opted-out');
    if (all.length === 0) return { status: 'skipped', explanation: 'There is no pod to look at.' };
    if (bare.length === 0) return { status: 'pass' };
    return {
      status: 'fail',
      expected: `no label ${SKIP_WEBHOOK_LABEL}`,
      actual: `the label on ${countPods(bare, all)}`,
      explanation: `Label ${SKIP_WEBHOOK_LABEL} keeps a pod from the webhook, whatever its value is, "false" included, so the pods fall back to the node's credentials. Remove the label from the pod template.`,
      fix: optOutFix(bare, 'pod'),
    };
  },
};
