import { annotationFix } from '../fixes/annotation-fix.ts';
import { knownValue } from '../known.ts';
import { countPods, hasWebIdentity, podsInQuestion } from '../pods-in-question.ts';
import type { Pod } from '../vocabulary/evidence.ts';
import type { Rule } from './rule.ts';

/** EKS puts it on every pod that it schedules onto Fargate. */
const FARGATE_LABEL = 'eks.amazonaws.com/fargate-profile';

export const podIdentityUnsupportedCompute: Rule = {
  id: 'pod-identity.unsupported-compute',
  layer: 'pod-identity',
  title: 'The pods run where Pod Identity does not work',
  holds: 'The pods run where Pod Identity works',
  needs: ['association', 'pods'],
  concerns: ({ evidence }) => evidence.association.state !== 'unasked',
  check(situation) {
    const { evidence, target } = situation;
    const pods = podsInQuestion(knownValue(evidence.pods), target);
    if (pods.length === 0) return { status: 'skipped', explanation: 'There is no pod to look at.' };
    const affected = pods.filter((pod) => runsOnFargate(pod) && !hasWebIdentity(pod));
    if (affected.length === 0) return { status: 'pass' };
    return {
      status: 'fail',
      expected: 'Linux nodes on EC2',
      actual: `Fargate, for ${countPods(affected, pods)}`,
      explanation:
        'No agent can run on Fargate, so nothing answers the pods when they ask for credentials. Use web identity (IRSA) for this service account: annotate it with a role that trusts it, and delete the association, which would win over the annotation.',
      fix: annotationFix(situation, null),
    };
  },
};

function runsOnFargate(pod: Pod): boolean {
  return pod.labels[FARGATE_LABEL] !== undefined || pod.nodeName?.startsWith('fargate-') === true;
}
