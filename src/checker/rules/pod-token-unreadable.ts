import { patchSpecFix } from '../fixes/pod-spec-fix.ts';
import { knownOrNull } from '../known.ts';
import { countPods, podsInQuestion } from '../pods-in-question.ts';
import { symptomRule } from './symptom-rule.ts';

/** The group in the example of the webhook's own documentation: nobody's. */
const ANY_GROUP = 65_534;

export const podTokenUnreadable = symptomRule({
  id: 'pod.token-unreadable',
  layer: 'pod',
  title: 'The process may not read its token file',
  holds: 'The process may read its token file',
  details: ['token-unreadable'],
  explain({ evidence, target }) {
    const pods = podsInQuestion(knownOrNull(evidence.pods) ?? [], target);
    const withoutGroup = pods.filter((pod) => pod.fsGroup === null);
    const groups = [...new Set(pods.map((pod) => pod.fsGroup))].join(', ');
    return {
      expected: 'securityContext.fsGroup of the pod, so that a group may read the token',
      actual:
        pods.length === 0
          ? 'permission denied'
          : withoutGroup.length > 0
            ? `permission denied, and no fsGroup in ${countPods(withoutGroup, pods)}`
            : `permission denied, though fsGroup is ${groups}`,
      explanation: `The token is there, but the process runs as a user who may not read it. ${withoutGroup.length > 0 || pods.length === 0 ? 'Set securityContext.fsGroup in the pod template, to any group: the kubelet then lets it read the token.' : 'The pods have an fsGroup now, so if the error is newer than they are, the process has dropped its groups, or a policy of the node forbids it.'}`,
      ...(withoutGroup.length === 0
        ? {}
        : {
            fix: patchSpecFix(
              withoutGroup,
              'Let a group of the pod read the token',
              { securityContext: { fsGroup: ANY_GROUP } },
              ['Use a group that the image runs with, if it has one.'],
            ),
          }),
    };
  },
});
