import { knownOrNull } from '../known.ts';
import { symptomRule } from './symptom-rule.ts';

export const podIdentityAssociationNotFound = symptomRule({
  id: 'pod-identity.association-not-found',
  layer: 'pod-identity',
  title: 'EKS found no association for the pod',
  holds: 'The error does not contradict the association',
  details: ['association-not-found'],
  explain({ evidence, target }) {
    const associations = knownOrNull(evidence.associations);
    // That there is none is what another rule says.
    if (associations?.length === 0) return null;
    const association = knownOrNull(evidence.association);
    const who = `${target.namespace}/${target.serviceAccount}`;
    const since = association?.createdAt == null ? '' : `, there since ${association.createdAt}`;
    return {
      status: association === null ? 'fail' : 'warn',
      expected: `an association of ${who}`,
      actual:
        association === null
          ? 'none, by the error'
          : `none, by the error; and association ${association.id}${since}`,
      explanation:
        association === null
          ? `EKS says that it knows no association for the token that the agent sent. Whether ${who} has one is not known from here: compare namespace and service account of the pod with the associations of the cluster.`
          : `EKS says that it knows no association for the token that the agent sent, and ${who} has one. Either the error is older than the association, which takes some seconds to take effect; or it comes from a pod of another service account or cluster.`,
    };
  },
});
