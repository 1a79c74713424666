import { TOKEN_VOLUME } from '../audience.ts';
import { renameVolumeFix } from '../fixes/rename-volume-fix.ts';
import { knownOrNull, knownValue } from '../known.ts';
import { countPods, podsInQuestion } from '../pods-in-question.ts';
import type { Situation } from '../situation.ts';
import type { Container, Pod } from '../vocabulary/evidence.ts';
import type { Rule } from './rule.ts';

export const podTokenVolumeTaken: Rule = {
  id: 'pod.token-volume-taken',
  layer: 'pod',
  title: `Another volume or mount is called ${TOKEN_VOLUME}`,
  holds: `No other volume or mount is called ${TOKEN_VOLUME}`,
  needs: ['pods'],
  concerns: (situation) => collisions(situation).length > 0,
  check(situation) {
    const pods = podsInQuestion(knownValue(situation.evidence.pods), situation.target);
    if (pods.length === 0) return { status: 'skipped', explanation: 'There is no pod to look at.' };
    const [first] = collisions(situation);
    if (first === undefined) return { status: 'pass' };
    const affected = [...new Set(collisions(situation).map(({ pod }) => pod))];
    return {
      status: 'fail',
      expected: first.expected,
      actual: `${first.actual}, in ${countPods(affected, pods)}`,
      explanation: `The webhook calls its token volume ${TOKEN_VOLUME}, and keeps a volume or mount of that name that is there already, so the token is not where AWS_WEB_IDENTITY_TOKEN_FILE points. Give the pod template's own volume another name and create the pods anew.`,
      evidence: [{ source: situation.evidence.pods.source, subject: `pod ${first.pod.name}` }],
      fix: renameVolumeFix(affected),
    };
  },
};

/** Whether a container cannot read its token because of this, so that no other rule need speak of it. */
export function isTokenVolumeTaken(situation: Situation, container: Container): boolean {
  return collisions(situation).some((it) => it.container === container);
}

interface Collision {
  readonly pod: Pod;
  readonly container: Container;
  readonly expected: string;
  readonly actual: string;
}

function collisions({ evidence, target }: Situation): readonly Collision[] {
  return podsInQuestion(knownOrNull(evidence.pods) ?? [], target).flatMap((pod) =>
    pod.containers.flatMap((container): readonly Collision[] => {
      const mount = container.mounts.find(({ name }) => name === TOKEN_VOLUME);
      const { tokenFile } = container;
      if (mount === undefined || tokenFile === null) return [];
      const volume = pod.tokenVolumes.find(({ name }) => name === TOKEN_VOLUME);
      const there = { pod, container };
      if (volume === undefined) {
        return [
          {
            ...there,
            expected: `volume ${TOKEN_VOLUME} with a service account token`,
            actual: `a volume ${TOKEN_VOLUME} of another kind`,
          },
        ];
      }
      const file = `${mount.path.replace(/\/$/, '')}/${volume.path}`;
      return file === tokenFile || !container.mounts.every(({ path }) => !tokenFile.startsWith(`${path}/`))
        ? []
        : [{ ...there, expected: tokenFile, actual: `the token at ${file}` }];
    }),
  );
}
