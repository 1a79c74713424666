import { serviceAccountNameFix } from '../fixes/pod-spec-fix.ts';
import { knownValue } from '../known.ts';
import { countPods, isFinished, isStatic, podsInQuestion } from '../pods-in-question.ts';
import type { Pod } from '../vocabulary/evidence.ts';
import { workloadOf } from '../workload.ts';
import type { Rule } from './rule.ts';

export const podOtherServiceAccount: Rule = {
  id: 'pod.other-service-account',
  layer: 'pod',
  title: 'The pod runs under another service account',
  holds: 'The pods run under the service account',
  needs: ['pods'],
  check(situation) {
    const { target, evidence } = situation;
    const all = knownValue(evidence.pods);
    const own = podsInQuestion(all, target);
    if (own.length > 0) return { status: 'pass', actual: target.serviceAccount };
    const astray =
      target.pod === null
        ? all.filter((pod) => !isFinished(pod) && !isStatic(pod) && seemsToBelong(pod, target.serviceAccount))
        : all.filter((pod) => pod.name === target.pod && !isStatic(pod));
    const [first] = astray;
    if (first === undefined) {
      const who = `${target.namespace}/${target.serviceAccount}`;
      return target.pod === null
        ? { status: 'skipped', explanation: `No pod runs under ${who} at the moment.` }
        : {
            status: 'unknown',
            explanation: `There is no pod ${target.pod} in namespace ${target.namespace} (any more), so nothing can be said of it; ask for ${who} without a pod.`,
          };
    }
    const sureness =
      target.pod === null ? `By its name and labels pod ${first.name} belongs to` : `You asked about`;
    return {
      status: 'fail',
      expected: target.serviceAccount,
      actual: `${first.serviceAccount}, in ${countPods(astray, astray)}`,
      explanation: `${sureness} ${target.serviceAccount}, but pod ${first.name} runs under service account ${first.serviceAccount} and gets that one's identity. Set serviceAccountName in the pod template; the trust policy needs no change for this.`,
      evidence: [{ source: evidence.pods.source, subject: `pod ${first.name}` }],
      fix: serviceAccountNameFix(astray, target.serviceAccount),
    };
  },
};

const NAME_LABELS = ['app.kubernetes.io/name', 'app.kubernetes.io/instance', 'app', 'k8s-app', 'name'];

/** Whether workload or labels are called like the service account, give or take a "-sa" at the end. */
export function seemsToBelong(pod: Pod, serviceAccount: string): boolean {
  if (pod.serviceAccount === serviceAccount) return false;
  const names = [workloadOf(pod)?.name ?? pod.name, ...NAME_LABELS.map((label) => pod.labels[label])];
  return names.some((name) => name !== undefined && stem(name) === stem(serviceAccount));
}

function stem(name: string): string {
  return name.replace(/-(sa|serviceaccount|service-account)$/, '');
}
