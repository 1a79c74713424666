import { SKIP_CONTAINERS_ANNOTATION } from '../annotations.ts';
import { skippedContainers } from '../bare-pods.ts';
import { optOutFix } from '../fixes/pod-spec-fix.ts';
import { knownOrNull, knownValue } from '../known.ts';
import { countPods, hasIdentity, podsInQuestion } from '../pods-in-question.ts';
import type { Situation } from '../situation.ts';
import type { Container, Pod } from '../vocabulary/evidence.ts';
import { isWithoutWebIdentity } from '../without-web-identity.ts';
import type { Rule } from './rule.ts';

export const podContainersSkipped: Rule = {
  id: 'pod.containers-skipped',
  layer: 'pod',
  title: 'An annotation keeps containers of the pod from the identity webhook',
  holds: 'No container that needs the role is kept from the identity webhook',
  needs: ['serviceAccount', 'pods'],
  concerns: (situation) => skipping(situation).length > 0,
  check(situation) {
    const { evidence, target, symptom } = situation;
    const pods = podsInQuestion(knownValue(evidence.pods), target);
    const affected = skipping(situation);
    const isWhole = affected.some((pod) => !pod.containers.some(hasIdentity));
    const names = [...new Set(affected.flatMap((pod) => skippedOf(pod).map(({ name }) => name)))];
    const isToldOf = symptom?.container === undefined ? null : names.includes(symptom.container);
    const isFelt = isToldOf ?? isWithoutWebIdentity(symptom);
    // A sidecar may be left out on purpose: that is a failure only where somebody misses its identity.
    if (!isWhole && !isFelt) {
      return { status: 'pass', actual: `${names.join(', ')} left out by ${SKIP_CONTAINERS_ANNOTATION}` };
    }
    return {
      status: 'fail',
      expected: `${SKIP_CONTAINERS_ANNOTATION} without the containers that need the role`,
      actual: `${names.join(', ')} in ${countPods(affected, pods)}`,
      explanation: `Annotation ${SKIP_CONTAINERS_ANNOTATION} has the webhook leave out ${isWhole ? 'every container of the pods' : `container ${names.join(' and ')}, while others of the same pods have the role`}, so ${isWhole ? 'they fall' : 'it falls'} back to the node's credentials. Take the containers that need the role out of the annotation in the pod template.`,
      fix: optOutFix(affected, 'containers'),
    };
  },
};

function skipping({ evidence, target }: Situation): readonly Pod[] {
  return podsInQuestion(knownOrNull(evidence.pods) ?? [], target).filter((pod) => skippedOf(pod).length > 0);
}

function skippedOf(pod: Pod): readonly Container[] {
  return pod.containers.filter(
    (container) => !hasIdentity(container) && skippedContainers(pod).includes(container.name),
  );
}
