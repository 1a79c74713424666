import { knownOrNull } from '../known.ts';
import type { Situation } from '../situation.ts';
import { parseProviderArn } from '../trust/provider-arn.ts';
import type { Rule } from './rule.ts';

/** How many OIDC providers an account may have unless AWS raised it. Source: IAM User Guide, "IAM and AWS STS quotas". */
const QUOTA = 100;

export const providerQuotaReached: Rule = {
  id: 'provider.quota-reached',
  layer: 'provider',
  title: "The role's account has as many OIDC providers as an account may have",
  holds: "The role's account has room for another OIDC provider",
  needs: [],
  concerns: (situation) => providersOf(situation) !== null,
  check(situation) {
    const providers = providersOf(situation) ?? [];
    const { inPlaceOfProvider } = situation.evidence;
    const account = situation.request?.accountId ?? 'of the role';
    if (providers.length < QUOTA) return { status: 'pass', actual: `${providers.length} providers` };
    const ofClusters = providers.filter(
      (arn) => parseProviderArn(arn)?.host.startsWith('oidc.eks.') === true,
    );
    return {
      status: 'warn',
      expected: `fewer than ${QUOTA} OIDC providers in account ${account}`,
      actual: `${providers.length}, of which ${ofClusters.length} are of EKS clusters`,
      explanation: `An account may have ${QUOTA} OIDC providers, unless AWS raised that for it, so creating the one that is missing most likely fails. Delete those of clusters that are gone, which nobody can use any more; or ask for a higher quota; or use EKS Pod Identity, which needs none.`,
      ...(inPlaceOfProvider === undefined ? {} : { evidence: [inPlaceOfProvider.providers] }),
    };
  },
};

/** ARNs of the account's providers where the cluster's is not among them; null where that is not the case, or not known. */
export function providersOf({ evidence }: Situation): readonly string[] | null {
  return evidence.inPlaceOfProvider === undefined ? null : knownOrNull(evidence.inPlaceOfProvider.providers);
}
