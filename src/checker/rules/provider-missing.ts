import { oidcProviderFix } from '../fixes/oidc-provider-fix.ts';
import { providerArnOf } from '../trust/provider-arn.ts';
import { differentUrl } from './provider-other-url.ts';
import type { Rule } from './rule.ts';

export const providerMissing: Rule = {
  id: 'provider.missing',
  layer: 'provider',
  title: "The role's account has no OIDC provider for the cluster",
  holds: "The role's account has an OIDC provider for the cluster",
  needs: ['provider'],
  judgesAbsence: true,
  check(situation) {
    const { evidence, request, target } = situation;
    if (evidence.provider.state === 'known') return { status: 'pass', actual: evidence.provider.value.arn };
    if (differentUrl(situation) !== null) {
      return { status: 'skipped', explanation: 'A provider with a slightly different URL was made.' };
    }
    if (request === null) return { status: 'skipped', explanation: 'Role or issuer are not known.' };
    const isElsewhere = target.accountId !== null && target.accountId !== request.accountId;
    const where = isElsewhere
      ? `The role is in account ${request.accountId}, the cluster in ${target.accountId}, and the provider has to be in the role's account.`
      : `IAM in account ${request.accountId} does not know the cluster's issuer.`;
    return {
      status: 'fail',
      expected: providerArnOf(request),
      actual: `no such provider in account ${request.accountId}`,
      explanation: `${where} STS answers "No OpenIDConnect provider found in your account" until it is created there. A cluster that was created anew has a new issuer and needs a new provider.`,
      fix: oidcProviderFix(situation, request),
    };
  },
};
