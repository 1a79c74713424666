import { ROLE_ANNOTATION, SKIP_CONTAINERS_ANNOTATION, SKIP_WEBHOOK_LABEL } from '../annotations.ts';
import { optOutFix } from '../fixes/pod-spec-fix.ts';
import { restartPodsFix } from '../fixes/restart-pods-fix.ts';
import { knownValue } from '../known.ts';
import {
  countPods,
  hasPodIdentity,
  hasWebIdentity,
  isOlderThanAnnotation,
  podsInQuestion,
} from '../pods-in-question.ts';
import type { Pod } from '../vocabulary/evidence.ts';
import type { Fix } from '../vocabulary/fix.ts';
import type { Rule } from './rule.ts';

export const podNotMutated: Rule = {
  id: 'pod.not-mutated',
  layer: 'pod',
  title: 'The webhook gave the pod no web identity',
  holds: 'The webhook gave the pods a web identity',
  needs: ['serviceAccount', 'pods'],
  check(situation) {
    const account = knownValue(situation.evidence.serviceAccount);
    const pods = podsInQuestion(knownValue(situation.evidence.pods), situation.target);
    if (account.annotations[ROLE_ANNOTATION] === undefined) {
      return { status: 'skipped', explanation: 'Without a role annotation the webhook has nothing to give.' };
    }
    if (pods.length === 0) return { status: 'skipped', explanation: 'There is no pod to look at.' };
    const bare = pods.filter((pod) => !hasWebIdentity(pod) && !hasPodIdentity(pod));
    const affected = bare.filter((pod) => !isOlderThanAnnotation(pod, account));
    if (affected.length === 0) {
      return bare.length === 0
        ? { status: 'pass' }
        : { status: 'skipped', explanation: 'The pods without it are older than the annotation.' };
    }
    const why = reasonFor(affected);
    return {
      status: 'fail',
      expected: 'AWS_ROLE_ARN, AWS_WEB_IDENTITY_TOKEN_FILE and a token volume',
      actual: `none of them in ${countPods(affected, pods)}`,
      explanation: why.explanation,
      fix: why.fix,
    };
  },
};

function reasonFor(pods: readonly Pod[]): { readonly explanation: string; readonly fix: Fix } {
  if (pods.every((pod) => pod.labels[SKIP_WEBHOOK_LABEL] !== undefined)) {
    return {
      explanation: `Label ${SKIP_WEBHOOK_LABEL} keeps the pods from the webhook, whatever its value is, so they fall back to the node's credentials. Remove the label from the pod template.`,
      fix: optOutFix(pods, 'pod'),
    };
  }
  if (pods.every(skipsAllContainers)) {
    return {
      explanation: `Annotation ${SKIP_CONTAINERS_ANNOTATION} names every container of the pods, so the webhook leaves all of them alone. Remove the annotation, or the containers that need the role, from the pod template.`,
      fix: optOutFix(pods, 'containers'),
    };
  }
  return {
    explanation:
      "The pods were created after the annotation but without web identity, so they fall back to the node's credentials. The webhook lets pods through unchanged when it was not reached or had not seen the service account yet: create them anew. If new pods lack it too, look at the webhook configuration pod-identity-webhook.",
    fix: restartPodsFix(pods),
  };
}

function skipsAllContainers(pod: Pod): boolean {
  const skipped = (pod.annotations[SKIP_CONTAINERS_ANNOTATION] ?? '').split(',').map((name) => name.trim());
  return pod.containers.length > 0 && pod.containers.every((container) => skipped.includes(container.name));
}
