import { ROLE_ANNOTATION } from '../annotations.ts';
import { barePods } from '../bare-pods.ts';
import { restartPodsFix } from '../fixes/restart-pods-fix.ts';
import { knownOrNull, knownValue } from '../known.ts';
import { countPods, hasPodIdentity, hasWebIdentity } from '../pods-in-question.ts';
import type { Situation } from '../situation.ts';
import type { Pod, ServiceAccount } from '../vocabulary/evidence.ts';
import { isIdentityWebhook, webhookFaultOf } from '../webhook-fault.ts';
import type { Rule } from './rule.ts';

export const podNotMutated: Rule = {
  id: 'pod.not-mutated',
  layer: 'pod',
  title: 'The webhook gave the pod no web identity',
  holds: 'The webhook gave the pods a web identity',
  needs: ['serviceAccount', 'pods'],
  check(situation) {
    const account = knownValue(situation.evidence.serviceAccount);
    const { all, bare } = barePods(situation, 'passed-over');
    if (account.annotations[ROLE_ANNOTATION] === undefined) {
      return { status: 'skipped', explanation: 'Without a role annotation the webhook has nothing to give.' };
    }
    if (all.length === 0) return { status: 'skipped', explanation: 'There is no pod to look at.' };
    if (bare.length === 0) {
      return all.every((pod) => hasWebIdentity(pod) || hasPodIdentity(pod))
        ? { status: 'pass' }
        : { status: 'skipped', explanation: 'The pods without it lack it for another reason.' };
    }
    if (webhookFaultOf(situation) !== null) {
      return { status: 'skipped', explanation: "The webhook's configuration explains it." };
    }
    return {
      status: 'fail',
      expected: 'AWS_ROLE_ARN, AWS_WEB_IDENTITY_TOKEN_FILE and a token volume',
      actual: `none of them in ${countPods(bare, all)}`,
      explanation: `The pods were created after the annotation but without web identity, so they fall back to the node's credentials. ${whyPassedOver(situation, account, bare)}${ofOperator(bare)} Create them anew; if new pods lack it too, look at the API server's log for calls of the webhook that failed.`,
      fix: restartPodsFix(bare),
    };
  },
};

/** The webhook keeps a list of service accounts, which takes a moment to hear of a new one. */
const SOON_MS = 15_000;

function whyPassedOver({ evidence }: Situation, account: ServiceAccount, bare: readonly Pod[]): string {
  const since = Date.parse(account.annotatedAt ?? account.createdAt ?? '');
  if (bare.every(({ createdAt }) => Date.parse(createdAt ?? '') - since < SOON_MS)) {
    return 'They came within seconds of the service account, before the webhook had heard of it.';
  }
  const webhook = knownOrNull(evidence.webhooks)?.find(isIdentityWebhook);
  return webhook?.failurePolicy === 'Ignore'
    ? `Webhook ${webhook.name} is there, and its failurePolicy is Ignore: where the API server does not reach it, pods are let through unchanged.`
    : 'The webhook lets pods through unchanged when it was not reached or had not seen the service account yet.';
}

const BUILT_IN = ['ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job', 'ReplicationController', 'Node'];

/** Operators are known that take out of their pods what they did not write themselves. */
function ofOperator(pods: readonly Pod[]): string {
  const kinds = pods.map(({ owner }) => owner?.split('/')[0] ?? null);
  const [kind] = kinds;
  return kind === undefined || kinds.some((one) => one === null || BUILT_IN.includes(one))
    ? ''
    : ` They belong to an operator (${kind}), and some operators put their pods back to what they wrote themselves: if so, give it the variables and the token volume in its own template.`;
}
