import { providerArnOf } from '../trust/provider-arn.ts';
import type { PrincipalFault } from '../trust/types.ts';
import { differenceIn, statementName, trustRule } from './trust-rule.ts';

export const trustPrincipalMismatch = trustRule({
  id: 'trust.principal-mismatch',
  title: 'The trust policy names another OIDC provider',
  holds: "The trust policy names the cluster's OIDC provider",
  explain: (fault, { request }) => {
    const { wanted = [], differences = [], faults = [] } = fault.statement?.principal ?? {};
    return {
      expected: providerArnOf(request),
      actual: wanted.join(', '),
      explanation: `${statementName(fault)} trusts ${kindOf(faults)}, not this cluster's${differenceIn(differences)}. ${adviceFor(faults)}`,
    };
  },
});

const KINDS: readonly (readonly [PrincipalFault, string])[] = [
  ['other-provider', 'a provider that is no EKS cluster'],
  ['wrong-host-form', 'a provider of another host name'],
  ['other-partition', 'a provider in another partition'],
  ['other-account', 'a provider in another account'],
  ['other-region', 'a provider in another region'],
  ['other-cluster', "another cluster's provider"],
  ['case-differs', 'a provider in other letter case'],
];

function kindOf(faults: readonly PrincipalFault[]): string {
  return KINDS.find(([fault]) => faults.includes(fault))?.[1] ?? 'another provider';
}

function adviceFor(faults: readonly PrincipalFault[]): string {
  if (faults.includes('other-account'))
    return "The provider has to be in the role's own account, wherever the cluster is.";
  if (faults.includes('other-cluster')) {
    return 'A cluster that was created anew has a new id. If the role serves the other cluster as well, each needs a statement of its own.';
  }
  return 'IAM compares the whole ARN, character by character.';
}
