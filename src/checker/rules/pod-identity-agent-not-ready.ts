import { knownValue } from '../known.ts';
import type { Fix } from '../vocabulary/fix.ts';
import type { Rule } from './rule.ts';

export const podIdentityAgentNotReady: Rule = {
  id: 'pod-identity.agent-not-ready',
  layer: 'pod-identity',
  title: 'The EKS Pod Identity agent is not ready',
  holds: 'The EKS Pod Identity agent is ready',
  needs: ['association', 'agent'],
  concerns: ({ evidence }) => evidence.association.state !== 'unasked',
  check({ evidence }) {
    const { name, desired, ready } = knownValue(evidence.agent);
    const actual = `ready on ${ready} of ${desired} nodes`;
    if (ready >= desired && desired > 0) return { status: 'pass', actual };
    const isDown = ready === 0;
    return {
      status: isDown ? 'fail' : 'warn',
      expected: desired === 0 ? 'ready on every node' : `ready on ${desired} of ${desired} nodes`,
      actual,
      explanation: isDown
        ? 'No agent is ready, so no pod gets credentials by Pod Identity. Its pods and their log say why: they need the network of the node, and by default IPv6 as well.'
        : 'On the nodes where the agent is not ready, pods that ask for credentials get no answer. Its pods there and their log say why; on a node that has just started it may take a moment.',
      fix: lookIntoAgent(name),
    };
  },
};

function lookIntoAgent(name: string): Fix {
  return {
    kind: 'pod-identity-agent',
    title: 'Get the EKS Pod Identity agent ready',
    notes: [
      'Look at what its pods say, then mend that: this changes nothing yet.',
      'Where IPv6 is switched off on the nodes, start it for IPv4 alone: agent argument -b 169.254.170.23.',
    ],
    document: null,
    diff: null,
    commands: [
      { tool: 'kubectl', text: `kubectl describe daemonset ${name} -n kube-system` },
      { tool: 'kubectl', text: `kubectl logs daemonset/${name} -n kube-system --tail=50` },
    ],
    proof: null,
  };
}
