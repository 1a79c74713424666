import { associationFix } from '../fixes/association-fix.ts';
import { knownValue } from '../known.ts';
import { countPods, hasPodIdentity, podsInQuestion } from '../pods-in-question.ts';
import type { Rule } from './rule.ts';

export const podIdentityNoAssociation: Rule = {
  id: 'pod-identity.no-association',
  layer: 'pod-identity',
  title: 'The pods are set up for Pod Identity, but there is no association',
  holds: 'The pods that are set up for Pod Identity have an association',
  needs: ['associations', 'pods'],
  concerns: ({ evidence }) => evidence.associations.state !== 'unasked',
  check(situation) {
    const { evidence, target } = situation;
    const pods = podsInQuestion(knownValue(evidence.pods), target);
    const [association] = knownValue(evidence.associations);
    if (association !== undefined) return { status: 'pass', actual: association.id };
    const affected = pods.filter(hasPodIdentity);
    if (affected.length === 0) {
      return { status: 'skipped', explanation: 'Neither an association nor a pod asks for Pod Identity.' };
    }
    const who = `${target.namespace}/${target.serviceAccount}`;
    return {
      status: 'fail',
      expected: `a Pod Identity association of ${who}`,
      actual: `none, with its variables in ${countPods(affected, pods)}`,
      explanation: `The pods were created while ${who} had an association, or got the variables by hand. It is gone now, so the agent finds no role for them. Create it again, or remove the variables and annotate the service account.`,
      fix: associationFix(situation, null),
    };
  },
};
