import { restartPodsFix } from '../fixes/restart-pods-fix.ts';
import { knownValue } from '../known.ts';
import { countPods, podsInQuestion } from '../pods-in-question.ts';
import { isOlderThanAssociation, podsWithoutIdentity } from '../pods-without-identity.ts';
import type { Rule } from './rule.ts';

export const podIdentityPodOlderThanAssociation: Rule = {
  id: 'pod-identity.pod-older-than-association',
  layer: 'pod-identity',
  title: 'The pod is older than the Pod Identity association',
  holds: 'The pods are newer than the Pod Identity association',
  needs: ['association', 'pods'],
  concerns: ({ evidence }) => evidence.association.state !== 'unasked',
  check({ evidence, target }) {
    const association = knownValue(evidence.association);
    const pods = podsInQuestion(knownValue(evidence.pods), target);
    if (pods.length === 0) return { status: 'skipped', explanation: 'There is no pod to look at.' };
    const affected = podsWithoutIdentity(pods).filter((pod) => isOlderThanAssociation(pod, association));
    const [first] = affected;
    if (first === undefined) return { status: 'pass' };
    return {
      status: 'fail',
      expected: `pods created after ${association.createdAt ?? 'the association'}`,
      actual: `${countPods(affected, pods)} created before, the first at ${first.createdAt ?? 'an unknown time'}`,
      explanation: `The pods were there before association ${association.id}, and only new pods are set up for it, so they still use the node's credentials. Create them anew; nothing in IAM has to change for this.`,
      fix: restartPodsFix(affected),
    };
  },
};
