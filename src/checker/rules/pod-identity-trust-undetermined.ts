import { podIdentityTrust } from '../pod-identity.ts';
import { placeName } from './pod-identity-trust-rule.ts';
import type { Rule } from './rule.ts';

export const podIdentityTrustUndetermined: Rule = {
  id: 'pod-identity.trust-undetermined',
  layer: 'pod-identity',
  title: 'The trust policy of the association depends on what cannot be known from here',
  holds: 'The trust policy of the association can be decided from here',
  needs: ['association', 'cluster', 'associationRole'],
  concerns: ({ evidence }) => evidence.association.state !== 'unasked',
  check(situation) {
    const fault = podIdentityTrust(situation)?.fault;
    if (fault?.kind !== 'undetermined' && fault?.kind !== 'malformed') return { status: 'pass' };
    const { source, subject } = situation.evidence.associationRole;
    return {
      status: 'unknown',
      explanation:
        fault.kind === 'malformed'
          ? `The trust policy of the association's role could not be decided: ${fault.problem}`
          : `${placeName(fault.statement)} of the association's role depends on ${
              fault.condition === null
                ? 'what cannot be read'
                : `${fault.condition.operator} ${fault.condition.key} (${fault.condition.wanted.join(', ')})`
            }, which cannot be known from here, so nobody can say whether EKS Pod Identity may take the role.`,
      evidence: [{ source, subject }],
    };
  },
};
