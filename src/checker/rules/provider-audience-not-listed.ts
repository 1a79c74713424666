import { DEFAULT_AUDIENCE } from '../annotations.ts';
import { clientIdFix } from '../fixes/client-id-fix.ts';
import { knownValue } from '../known.ts';
import type { Rule } from './rule.ts';
import { isRefusedForAnnotation } from './service-account-audience.ts';

export const providerAudienceNotListed: Rule = {
  id: 'provider.audience-not-listed',
  layer: 'provider',
  title: "The provider does not list the token's audience",
  holds: "The provider lists the token's audience",
  needs: ['provider'],
  check(situation) {
    const { evidence, target } = situation;
    const provider = knownValue(evidence.provider);
    const audience = target.audience ?? DEFAULT_AUDIENCE;
    if (provider.clientIds.includes(audience)) return { status: 'pass', actual: audience };
    if (isRefusedForAnnotation(situation)) {
      return {
        status: 'skipped',
        explanation: 'The audience comes from an annotation of the service account.',
      };
    }
    const origin =
      audience === DEFAULT_AUDIENCE
        ? ''
        : ` That audience is not the usual ${DEFAULT_AUDIENCE}: look for a token volume written by hand.`;
    return {
      status: 'fail',
      expected: audience,
      actual: provider.clientIds.length === 0 ? 'no client ids' : provider.clientIds.join(', '),
      explanation: `The pods' tokens are made for ${audience}, which is not among the provider's client ids, so STS answers "Incorrect token audience" before it looks at the trust policy.${origin}`,
      fix: clientIdFix(provider, audience),
    };
  },
};
