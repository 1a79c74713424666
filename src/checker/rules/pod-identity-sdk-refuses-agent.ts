import { symptomRule } from './symptom-rule.ts';

export const podIdentitySdkRefusesAgent = symptomRule({
  id: 'pod-identity.sdk-refuses-agent',
  layer: 'pod-identity',
  title: 'The SDK is too old for Pod Identity',
  holds: 'No error says that the SDK refuses the address of the agent',
  details: ['agent-address-refused'],
  explain: () => ({
    expected: 'an SDK that asks the agent at 169.254.170.23 or [fd00:ec2::23]',
    actual: 'one that takes only addresses of its own host for safe',
    explanation:
      'The SDK was given the address of the EKS Pod Identity agent and refuses it, as it was made before Pod Identity. Update it: the AWS CLI to 2.15.0 or 1.30.0, boto3 to 1.34.41, Go v1 to 1.47.11, Go v2 to its release of 2023-11-14, JavaScript v3 to 3.458.0, Java to 2.21.30 or 1.12.746, Ruby to 3.188.0. Web identity works with older ones: an annotation in place of the association is the other way.',
  }),
});
