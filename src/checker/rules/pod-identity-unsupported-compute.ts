import { annotationFix } from '../fixes/annotation-fix.ts';
import { knownValue } from '../known.ts';
import { countPods, hasWebIdentity, podsInQuestion } from '../pods-in-question.ts';
import { computeWithoutAgent } from '../pods-without-agent.ts';
import type { Rule } from './rule.ts';

export const podIdentityUnsupportedCompute: Rule = {
  id: 'pod-identity.unsupported-compute',
  layer: 'pod-identity',
  title: 'The pods run where Pod Identity does not work',
  holds: 'The pods run where Pod Identity works',
  needs: ['associations', 'pods'],
  concerns: ({ evidence }) => evidence.association.state !== 'unasked',
  check(situation) {
    const { evidence, target } = situation;
    const pods = podsInQuestion(knownValue(evidence.pods), target);
    if (pods.length === 0) return { status: 'skipped', explanation: 'There is no pod to look at.' };
    const affected = pods.filter((pod) => computeWithoutAgent(pod) !== null && !hasWebIdentity(pod));
    if (affected.length === 0) return { status: 'pass' };
    const where = [...new Set(affected.map(computeWithoutAgent))].join(' and ');
    return {
      status: 'fail',
      expected: 'Linux nodes on EC2',
      actual: `${where}, for ${countPods(affected, pods)}`,
      explanation: `No agent can run on ${where}, so nothing answers the pods when they ask for credentials. Use web identity (IRSA) for this service account: annotate it with a role that trusts it, and delete the association, which would win over the annotation.`,
      fix: annotationFix(situation, null),
    };
  },
};
