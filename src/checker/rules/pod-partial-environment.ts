import { identityVariablesFix } from '../fixes/pod-spec-fix.ts';
import { knownOrNull, knownValue } from '../known.ts';
import { countPods, namesRole, namesTokenFile, podsInQuestion } from '../pods-in-question.ts';
import type { Situation } from '../situation.ts';
import type { Container, Pod } from '../vocabulary/evidence.ts';
import { isTokenVolumeTaken } from './pod-token-volume-taken.ts';
import type { Rule } from './rule.ts';

export const podPartialEnvironment: Rule = {
  id: 'pod.partial-environment',
  layer: 'pod',
  title: 'A container has only half of its web identity',
  holds: 'No container has half a web identity',
  needs: ['pods'],
  check(situation) {
    const { evidence, target } = situation;
    const pods = podsInQuestion(knownValue(evidence.pods), target);
    if (pods.length === 0) return { status: 'skipped', explanation: 'There is no pod to look at.' };
    const affected = pods.flatMap((pod) =>
      pod.containers.flatMap((container) => {
        const lack = isTokenVolumeTaken(situation, container) ? null : lackOf(container);
        return lack === null ? [] : [{ pod, container, lack }];
      }),
    );
    const [first] = affected;
    if (first === undefined) return { status: 'pass' };
    return {
      status: 'fail',
      expected: first.lack.expected,
      actual: `${first.lack.actual}, in container ${first.container.name} of ${countPods(unique(affected.map((it) => it.pod)), pods)}`,
      explanation: first.lack.explanation,
      evidence: [{ source: evidence.pods.source, subject: `pod ${first.pod.name}` }],
      fix: identityVariablesFix(
        unique(affected.map((it) => it.pod)),
        uniqueNames(affected.map((it) => it.container)),
      ),
    };
  },
};

/** Whether a container of the pods in question points to a token that is not there. */
export function lacksToken({ evidence, target }: Situation): boolean {
  return podsInQuestion(knownOrNull(evidence.pods) ?? [], target).some((pod) =>
    pod.containers.some((container) => lackOf(container) !== null),
  );
}

interface Lack {
  readonly expected: string;
  readonly actual: string;
  readonly explanation: string;
}

const BOTH = 'AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE';
const NEITHER_IS_ADDED =
  'The webhook adds neither variable where it finds one of them set by hand. Remove the hand-written one from the pod template and create the pods anew.';

function lackOf(container: Container): Lack | null {
  const hasRole = namesRole(container);
  const hasToken = namesTokenFile(container);
  if (hasRole !== hasToken) {
    const [there, gone] = hasRole
      ? ['AWS_ROLE_ARN', 'AWS_WEB_IDENTITY_TOKEN_FILE']
      : ['AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_ROLE_ARN'];
    return {
      expected: BOTH,
      actual: `${there} alone`,
      explanation: `The container has ${there} but not ${gone}, so its SDK cannot use web identity. ${NEITHER_IS_ADDED}`,
    };
  }
  const { tokenFile } = container;
  if (tokenFile === null || container.mounts.some((mount) => holds(mount.path, tokenFile))) return null;
  return {
    expected: `a volume mounted at ${tokenFile.replace(/\/[^/]*$/, '')}`,
    actual: 'no volume mounted there',
    explanation: `AWS_WEB_IDENTITY_TOKEN_FILE points to a file of which no volume is mounted, so the token cannot be read. ${NEITHER_IS_ADDED}`,
  };
}

function holds(mountPath: string, file: string): boolean {
  return file === mountPath || file.startsWith(mountPath.endsWith('/') ? mountPath : `${mountPath}/`);
}

function unique(pods: readonly Pod[]): readonly Pod[] {
  return [...new Set(pods)];
}

function uniqueNames(containers: readonly Container[]): readonly string[] {
  return [...new Set(containers.map((container) => container.name))];
}
