import { knownOrNull } from '../known.ts';
import { podIdentityTrust } from '../pod-identity.ts';
import { symptomRule } from './symptom-rule.ts';

export const podIdentityRefusedAllTheSame = symptomRule({
  id: 'pod-identity.refused-all-the-same',
  layer: 'pod-identity',
  title: 'EKS was refused the role that its trust policy allows it',
  holds: 'The error does not contradict the trust policy of the association',
  details: ['associated-role-refused'],
  explain(situation) {
    const association = knownOrNull(situation.evidence.association);
    if (association === null || podIdentityTrust(situation)?.decision !== 'allowed') return null;
    return {
      status: 'warn',
      expected: 'a refusal, as the error says',
      actual: `the trust policy of ${association.roleArn} lets EKS Pod Identity in`,
      explanation: `The error says that EKS may not assume the role of the association, and the trust policy of ${association.roleArn} lets it as it stands now. Perhaps the policy, or the association's role, was corrected since: a change may take a minute. If the error comes again, something refuses that cannot be read from here, such as a resource control policy of the organisation; or the error is about another service account.`,
    };
  },
});
