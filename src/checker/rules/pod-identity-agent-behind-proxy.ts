import { setVariableFix } from '../fixes/pod-spec-fix.ts';
import { knownValue } from '../known.ts';
import { countPods, hasPodIdentity, podsInQuestion } from '../pods-in-question.ts';
import type { Rule } from './rule.ts';

export const podIdentityAgentBehindProxy: Rule = {
  id: 'pod-identity.agent-behind-proxy',
  layer: 'pod-identity',
  title: 'A proxy may stand between the container and the agent',
  holds: 'No proxy stands between the containers and the agent',
  needs: ['associations', 'pods'],
  concerns: ({ evidence }) => evidence.association.state !== 'unasked',
  check({ evidence, target }) {
    const pods = podsInQuestion(knownValue(evidence.pods), target).filter(hasPodIdentity);
    if (pods.length === 0)
      return { status: 'skipped', explanation: 'No pod asks the agent for credentials.' };
    const affected = pods.flatMap((pod) =>
      pod.containers
        .filter((container) => isProxied(container.environmentNames))
        .map((container) => ({ pod, container })),
    );
    const [first] = affected;
    if (first === undefined) return { status: 'pass' };
    const proxied = [...new Set(affected.map(({ pod }) => pod))];
    const names = [...new Set(affected.map(({ container }) => container.name))];
    return {
      status: 'warn',
      expected: `NO_PROXY with ${ADDRESSES}`,
      actual: `a proxy and no NO_PROXY, in container ${first.container.name} of ${countPods(proxied, pods)}`,
      explanation:
        'The agent listens on an address of the node itself. An SDK that sends the call to the proxy instead does not reach it, and most do unless NO_PROXY names the address.',
      evidence: [{ source: evidence.pods.source, subject: `pod ${first.pod.name}` }],
      fix: setVariableFix(proxied, names, variableFor(first.container.environmentNames), ADDRESSES),
    };
  },
};

const ADDRESSES = '169.254.170.23,[fd00:ec2::23]';

/** Spelt like the proxy's own variable: where both spellings are known, small letters mostly go first. */
function variableFor(names: readonly string[]): string {
  return names.includes('http_proxy') || names.includes('all_proxy') ? 'no_proxy' : 'NO_PROXY';
}

/** The agent is asked by plain HTTP. Only names are looked at: what NO_PROXY holds is not for us to read. */
function isProxied(names: readonly string[]): boolean {
  const has = (wanted: string): boolean => names.some((name) => name.toUpperCase() === wanted);
  return (has('HTTP_PROXY') || has('ALL_PROXY')) && !has('NO_PROXY');
}
