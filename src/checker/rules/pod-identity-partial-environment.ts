import { podIdentityVariablesFix } from '../fixes/pod-spec-fix.ts';
import { knownValue } from '../known.ts';
import { countPods, podsInQuestion } from '../pods-in-question.ts';
import type { Rule } from './rule.ts';

const URI = 'AWS_CONTAINER_CREDENTIALS_FULL_URI';
const TOKEN_FILE = 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE';

export const podIdentityPartialEnvironment: Rule = {
  id: 'pod-identity.partial-environment',
  layer: 'pod-identity',
  title: 'A container has only half of what Pod Identity needs',
  holds: 'No container has half of what Pod Identity needs',
  needs: ['associations', 'pods'],
  concerns: ({ evidence }) => evidence.association.state !== 'unasked',
  check({ evidence, target }) {
    const pods = podsInQuestion(knownValue(evidence.pods), target);
    if (pods.length === 0) return { status: 'skipped', explanation: 'There is no pod to look at.' };
    const affected = pods.flatMap((pod) =>
      pod.containers
        .filter(({ environmentNames: names }) => names.includes(URI) !== names.includes(TOKEN_FILE))
        .map((container) => ({ pod, container })),
    );
    const [first] = affected;
    if (first === undefined) return { status: 'pass' };
    const [there, gone] = first.container.environmentNames.includes(URI)
      ? [URI, TOKEN_FILE]
      : [TOKEN_FILE, URI];
    return {
      status: 'fail',
      expected: `${URI} and ${TOKEN_FILE}`,
      actual: `${there} alone, in container ${first.container.name} of ${countPods([...new Set(affected.map((it) => it.pod))], pods)}`,
      explanation: `The container has ${there} but not ${gone}. The webhook adds neither where it finds one of them set by hand. Remove the hand-written one from the pod template and create the pods anew.`,
      evidence: [{ source: evidence.pods.source, subject: `pod ${first.pod.name}` }],
      fix: podIdentityVariablesFix(
        [...new Set(affected.map((it) => it.pod))],
        [...new Set(affected.map((it) => it.container.name))],
      ),
    };
  },
};
