import { identityAgentFix } from '../fixes/identity-agent-fix.ts';
import { knownOrNull } from '../known.ts';
import type { Rule } from './rule.ts';

export const podIdentityAgentMissing: Rule = {
  id: 'pod-identity.agent-missing',
  layer: 'pod-identity',
  title: 'The EKS Pod Identity agent is not installed',
  holds: 'The EKS Pod Identity agent is installed',
  needs: ['associations', 'agent'],
  judgesAbsence: true,
  concerns: ({ evidence }) => evidence.association.state !== 'unasked',
  check(situation) {
    const { evidence } = situation;
    if (evidence.agent.state === 'known') return { status: 'pass', actual: evidence.agent.value.name };
    if (knownOrNull(evidence.cluster)?.isAutoMode === true) {
      return { status: 'pass', actual: 'built into the nodes of EKS Auto Mode' };
    }
    return {
      status: 'fail',
      expected: 'DaemonSet eks-pod-identity-agent in namespace kube-system',
      actual: 'no such DaemonSet',
      explanation:
        'The agent on its node answers a pod that asks for credentials at 169.254.170.23. Without it every such call ends in a refused connection or runs out of time. Install the add-on; the pods need no change.',
      fix: identityAgentFix(situation),
    };
  },
};
