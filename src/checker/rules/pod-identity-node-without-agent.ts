import { lookIntoAgentFix } from '../fixes/look-into-agent-fix.ts';
import { knownValue } from '../known.ts';
import { countPods, podsInQuestion } from '../pods-in-question.ts';
import { podsWithoutAgent } from '../pods-without-agent.ts';
import type { Rule } from './rule.ts';

export const podIdentityNodeWithoutAgent: Rule = {
  id: 'pod-identity.node-without-agent',
  layer: 'pod-identity',
  title: 'No EKS Pod Identity agent is ready on the node of the pod',
  holds: 'An EKS Pod Identity agent is ready on every node of the pods',
  needs: ['associations', 'agent', 'pods'],
  concerns: ({ evidence }) => evidence.association.state !== 'unasked',
  check(situation) {
    const { evidence, target } = situation;
    const agent = knownValue(evidence.agent);
    const pods = podsInQuestion(knownValue(evidence.pods), target);
    const affected = podsWithoutAgent(situation);
    if (affected === null) {
      return { status: 'skipped', explanation: 'On which nodes the agent runs is not told.' };
    }
    if (agent.ready === 0) return { status: 'skipped', explanation: 'The agent is ready nowhere.' };
    const nodes = [...new Set(affected.flatMap(({ nodeName }) => (nodeName === null ? [] : [nodeName])))];
    const [first] = nodes;
    if (first === undefined) return { status: 'pass' };
    const there = agent.pods?.some(({ nodeName }) => nodeName === first) === true;
    return {
      status: 'fail',
      expected: `an agent that is ready on ${nodes.slice(0, MOST_NODES).join(', ')}${nodes.length > MOST_NODES ? ', …' : ''}`,
      actual: `${there ? 'one that is not ready' : 'none'} there, for ${countPods(affected, pods)}`,
      explanation: `A pod gets its credentials from the agent on its own node, so these pods get none; those on other nodes do. ${there ? 'Its pod on that node and the log of it say why; on a node that has just started it may take a moment.' : 'Something keeps the DaemonSet off that node: a selector, an affinity, a taint, or no room.'}`,
      evidence: [evidence.agent, { source: evidence.pods.source, subject: `pod ${affected[0]?.name}` }],
      fix: lookIntoAgentFix(
        agent.name,
        nodes.slice(0, MOST_NODES).map((name) => ({
          name,
          hasPod: agent.pods?.some(({ nodeName }) => nodeName === name) === true,
        })),
      ),
    };
  },
};

const MOST_NODES = 3;
