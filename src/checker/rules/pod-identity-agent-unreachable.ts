import { knownOrNull } from '../known.ts';
import type { Evidence } from '../vocabulary/evidence.ts';
import { symptomRule } from './symptom-rule.ts';

export const podIdentityAgentUnreachable = symptomRule({
  id: 'pod-identity.agent-unreachable',
  layer: 'pod-identity',
  title: 'The container does not reach the EKS Pod Identity agent',
  holds: 'No error says that the agent was not reached',
  details: ['agent-unreachable'],
  explain: ({ evidence }) =>
    isAgentDown(evidence)
      ? null
      : {
          expected: 'an answer from 169.254.170.23 or [fd00:ec2::23]',
          actual: 'a connection that was refused or ran out of time',
          explanation:
            'The agent runs on the nodes, as far as can be seen, and the error says that this container got no answer from it. On a fresh node it may not have been ready yet: SDKs wait for a second only. Else something stands between them: a proxy without NO_PROXY for the address, iptables rules of a hardened image, a NetworkPolicy, or security groups for pods in strict mode.',
        },
});

/** What the DaemonSet shows explains the error better. */
function isAgentDown({ agent, cluster }: Evidence): boolean {
  if (agent.state === 'absent') return knownOrNull(cluster)?.isAutoMode !== true;
  return agent.state === 'known' && agent.value.ready === 0;
}
