import { patchSpecFix } from '../fixes/pod-spec-fix.ts';
import { knownOrNull } from '../known.ts';
import { countPods, podsInQuestion } from '../pods-in-question.ts';
import { isForWindows } from '../pods-without-agent.ts';
import type { Situation } from '../situation.ts';
import type { Pod } from '../vocabulary/evidence.ts';
import type { Rule } from './rule.ts';

export const podWindowsPath: Rule = {
  id: 'pod.windows-path',
  layer: 'pod',
  title: 'A Windows pod was given a Linux path to its token',
  holds: 'The Windows pods were given a Windows path to their token',
  needs: ['pods'],
  concerns: ({ evidence, target }) =>
    podsInQuestion(knownOrNull(evidence.pods) ?? [], target).some(isForWindows),
  check(situation) {
    const { evidence, target } = situation;
    const pods = podsInQuestion(knownOrNull(evidence.pods) ?? [], target);
    const affected = misledWindowsPods(situation);
    const [first] = affected;
    if (first === undefined) return { status: 'pass' };
    return {
      status: 'fail',
      expected: 'nodeSelector kubernetes.io/os: windows, and a token path that begins with C:',
      actual: `${pathOf(first)} in ${countPods(affected, pods)}`,
      explanation:
        'The webhook writes the Windows path only where nodeSelector says kubernetes.io/os: windows; these pods say it by affinity or spec.os alone, so their token file is not found. Add the nodeSelector to the pod template.',
      evidence: [{ source: evidence.pods.source, subject: `pod ${first.name}` }],
      fix: patchSpecFix(
        affected,
        'Say by nodeSelector that the pods need Windows',
        { nodeSelector: { 'kubernetes.io/os': 'windows' } },
        ['The affinity may stay.'],
      ),
    };
  },
};

/** Pods for Windows whose token path is for Linux, because they do not say so where the webhook looks. */
export function misledWindowsPods({ evidence, target }: Situation): readonly Pod[] {
  return podsInQuestion(knownOrNull(evidence.pods) ?? [], target).filter(
    (pod) =>
      isForWindows(pod) &&
      pod.operatingSystem.selected !== 'windows' &&
      pathOf(pod)?.startsWith('/') === true,
  );
}

function pathOf(pod: Pod): string | null {
  return pod.containers.find(({ tokenFile }) => tokenFile !== null)?.tokenFile ?? null;
}
