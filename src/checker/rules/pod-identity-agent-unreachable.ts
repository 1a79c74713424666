import { knownOrNull } from '../known.ts';
import { podsInQuestion } from '../pods-in-question.ts';
import { podsWithoutAgent } from '../pods-without-agent.ts';
import type { Situation } from '../situation.ts';
import type { Evidence, Pod } from '../vocabulary/evidence.ts';
import { symptomRule } from './symptom-rule.ts';

export const podIdentityAgentUnreachable = symptomRule({
  id: 'pod-identity.agent-unreachable',
  layer: 'pod-identity',
  title: 'The container does not reach the EKS Pod Identity agent',
  holds: 'No error says that the agent was not reached',
  details: ['agent-unreachable'],
  explain(situation) {
    if (isAgentDown(situation.evidence) || (podsWithoutAgent(situation) ?? []).length > 0) return null;
    const early = podBeforeAgent(situation);
    const fresh =
      early === null
        ? 'On a fresh node it may not have been ready yet: SDKs wait for a second only.'
        : `Pod ${early.pod.name} came to node ${early.pod.nodeName} before the agent was ready there at ${early.readySince}, which explains an error from its first moments: SDKs wait for a second only.`;
    return {
      expected: 'an answer from 169.254.170.23 or [fd00:ec2::23]',
      actual: 'a connection that was refused or ran out of time',
      explanation: `The agent runs on the nodes, as far as can be seen, and the error says that this container got no answer from it. ${fresh} Else something stands between them: a proxy without NO_PROXY for the address, iptables rules of a hardened image, a NetworkPolicy, or security groups for pods in strict mode.`,
    };
  },
});

/** A pod that was made before the agent of its node was ready, and when that was. */
function podBeforeAgent({
  evidence,
  target,
}: Situation): { readonly pod: Pod; readonly readySince: string } | null {
  const agents = knownOrNull(evidence.agent)?.pods ?? [];
  for (const pod of podsInQuestion(knownOrNull(evidence.pods) ?? [], target)) {
    const readySince = agents.find(({ nodeName }) => nodeName === pod.nodeName)?.readySince ?? null;
    if (readySince === null || pod.createdAt === null) continue;
    if (Date.parse(pod.createdAt) < Date.parse(readySince)) return { pod, readySince };
  }
  return null;
}

/** What the DaemonSet shows explains the error better. */
function isAgentDown({ agent, cluster }: Evidence): boolean {
  if (agent.state === 'absent') return knownOrNull(cluster)?.isAutoMode !== true;
  return agent.state === 'known' && agent.value.ready === 0;
}
