import { SKIP_WEBHOOK_LABEL } from '../annotations.ts';
import { optOutFix } from '../fixes/pod-spec-fix.ts';
import { restartPodsFix } from '../fixes/restart-pods-fix.ts';
import { knownValue } from '../known.ts';
import { countPods, podsInQuestion } from '../pods-in-question.ts';
import { isOlderThanAssociation, podsWithoutIdentity } from '../pods-without-identity.ts';
import { webhookFaultOf } from '../webhook-fault.ts';
import type { Rule } from './rule.ts';

export const podIdentityPodNotMutated: Rule = {
  id: 'pod-identity.pod-not-mutated',
  layer: 'pod-identity',
  title: 'The pod was not set up for Pod Identity',
  holds: 'The pods are set up for Pod Identity',
  needs: ['association', 'pods'],
  concerns: ({ evidence }) => evidence.association.state !== 'unasked',
  check(situation) {
    const { evidence, target } = situation;
    const association = knownValue(evidence.association);
    const pods = podsInQuestion(knownValue(evidence.pods), target);
    if (pods.length === 0) return { status: 'skipped', explanation: 'There is no pod to look at.' };
    const bare = podsWithoutIdentity(pods);
    const affected = bare.filter((pod) => !isOlderThanAssociation(pod, association));
    if (affected.length === 0) {
      return bare.length === 0
        ? { status: 'pass' }
        : { status: 'skipped', explanation: 'The pods without it are older than the association.' };
    }
    if (webhookFaultOf(situation) !== null) {
      return { status: 'skipped', explanation: "The webhook's configuration explains it." };
    }
    const isOptOut = affected.every((pod) => pod.labels[SKIP_WEBHOOK_LABEL] !== undefined);
    return {
      status: 'fail',
      expected:
        'AWS_CONTAINER_CREDENTIALS_FULL_URI, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE and a token volume',
      actual: `none of them in ${countPods(affected, pods)}`,
      explanation: isOptOut
        ? `Label ${SKIP_WEBHOOK_LABEL} keeps the pods from the webhook that sets up Pod Identity, whatever its value is. Remove the label from the pod template.`
        : "The pods were created after the association but without the variables, so they fall back to the node's credentials. An association takes some seconds to take effect, and the webhook lets pods through unchanged where it was not reached: create them anew.",
      fix: isOptOut ? optOutFix(affected, 'pod') : restartPodsFix(affected),
    };
  },
};
