import { symptomRule } from './symptom-rule.ts';

export const podIdentityAgentOtherAddress = symptomRule({
  id: 'pod-identity.agent-other-address',
  layer: 'pod-identity',
  title: 'The EKS Pod Identity agent is called by another address than its own',
  holds: 'No error says that the agent is called by another address',
  details: ['agent-other-address'],
  explain: () => ({
    expected: 'a call to 169.254.170.23 or [fd00:ec2::23]',
    actual: 'a call by another address or name, by the error',
    explanation:
      'The agent answers only those who call it by its own address, and the error says that this call carried another. Take AWS_CONTAINER_CREDENTIALS_FULL_URI as the webhook sets it, and see that no proxy, port-forward or setting of the application puts another host in its place.',
  }),
});
