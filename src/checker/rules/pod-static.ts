import { knownValue } from '../known.ts';
import { isStatic } from '../pods-in-question.ts';
import type { Situation } from '../situation.ts';
import type { Pod } from '../vocabulary/evidence.ts';
import { seemsToBelong } from './pod-other-service-account.ts';
import type { Rule } from './rule.ts';

export const podStatic: Rule = {
  id: 'pod.static',
  layer: 'pod',
  title: 'The pod is static and can have no service account',
  holds: 'The pods are not static',
  needs: ['pods'],
  concerns: (situation) => situation.evidence.pods.state === 'known' && staticPod(situation) !== null,
  check(situation) {
    const pod = staticPod(situation);
    if (pod === null) return { status: 'pass' };
    return {
      status: 'fail',
      expected: 'a pod that the API server created',
      actual: `pod ${pod.name} comes from a file on node ${pod.nodeName ?? 'of its own'}`,
      explanation: `The kubelet runs pod ${pod.name} from a file of its own (annotation kubernetes.io/config.mirror), and static pods can refer to no service account, so no webhook and no annotation can give it a role. Run it as a Deployment or DaemonSet.`,
      evidence: [{ source: situation.evidence.pods.source, subject: `pod ${pod.name}` }],
    };
  },
};

/** The static pod that was asked for, or that seems to belong to the service account while no other does. */
function staticPod({ evidence, target }: Situation): Pod | null {
  const pods = knownValue(evidence.pods);
  if (target.pod !== null) return pods.find((pod) => pod.name === target.pod && isStatic(pod)) ?? null;
  if (pods.some((pod) => pod.serviceAccount === target.serviceAccount && !isStatic(pod))) return null;
  return pods.find((pod) => isStatic(pod) && seemsToBelong(pod, target.serviceAccount)) ?? null;
}
