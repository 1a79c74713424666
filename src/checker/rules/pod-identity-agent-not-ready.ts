import { lookIntoAgentFix } from '../fixes/look-into-agent-fix.ts';
import { knownValue } from '../known.ts';
import type { Rule } from './rule.ts';

export const podIdentityAgentNotReady: Rule = {
  id: 'pod-identity.agent-not-ready',
  layer: 'pod-identity',
  title: 'The EKS Pod Identity agent is not ready',
  holds: 'The EKS Pod Identity agent is ready',
  needs: ['associations', 'agent'],
  concerns: ({ evidence }) => evidence.association.state !== 'unasked',
  check({ evidence }) {
    const { name, desired, ready, pods } = knownValue(evidence.agent);
    const actual = `ready on ${ready} of ${desired} nodes`;
    const isDown = ready === 0;
    // Where its pods are known, another rule says which nodes lack it, and nobody suffers from the others.
    if (!isDown && (ready >= desired || pods !== null)) return { status: 'pass', actual };
    return {
      status: isDown ? 'fail' : 'warn',
      expected: desired === 0 ? 'ready on every node' : `ready on ${desired} of ${desired} nodes`,
      actual,
      explanation: isDown
        ? 'No agent is ready, so no pod gets credentials by Pod Identity. Its pods and their log say why: they need the network of the node, and by default IPv6 as well.'
        : 'On the nodes where the agent is not ready, pods that ask for credentials get no answer. Its pods there and their log say why; on a node that has just started it may take a moment.',
      fix: lookIntoAgentFix(name),
    };
  },
};
