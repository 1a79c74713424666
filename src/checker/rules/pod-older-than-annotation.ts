import { barePods } from '../bare-pods.ts';
import { restartPodsFix } from '../fixes/restart-pods-fix.ts';
import { knownValue } from '../known.ts';
import { countPods, podsInQuestion } from '../pods-in-question.ts';
import type { Rule } from './rule.ts';

export const podOlderThanAnnotation: Rule = {
  id: 'pod.older-than-annotation',
  layer: 'pod',
  title: 'The pod is older than the role annotation',
  holds: 'The pods are newer than the role annotation',
  needs: ['serviceAccount', 'pods'],
  check(situation) {
    const account = knownValue(situation.evidence.serviceAccount);
    const pods = podsInQuestion(knownValue(situation.evidence.pods), situation.target);
    if (pods.length === 0) return { status: 'skipped', explanation: 'There is no pod to look at.' };
    const { bare: affected } = barePods(situation, 'older');
    const [first] = affected;
    if (first === undefined) return { status: 'pass' };
    const what = account.annotatedAt === null ? 'the service account' : 'the annotation';
    return {
      status: 'fail',
      expected: `pods created after ${account.annotatedAt ?? account.createdAt ?? 'the annotation'}`,
      actual: `${countPods(affected, pods)} started before the annotation, the first at ${first.createdAt ?? 'an unknown time'}`,
      explanation: `The pods were there before ${what}, so the webhook never gave them the role, and they still use the node's credentials. Create them anew; nothing in IAM has to change for this.`,
      fix: restartPodsFix(affected),
    };
  },
};
