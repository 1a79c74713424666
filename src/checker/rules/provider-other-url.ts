import { oidcProviderFix } from '../fixes/oidc-provider-fix.ts';
import { knownOrNull } from '../known.ts';
import type { Situation } from '../situation.ts';
import { issuerHostOf, parseProviderArn } from '../trust/provider-arn.ts';
import { providersOf } from './provider-quota-reached.ts';
import type { Rule } from './rule.ts';

export const providerOtherUrl: Rule = {
  id: 'provider.other-url',
  layer: 'provider',
  title: "The OIDC provider has a slightly different URL than the cluster's issuer",
  holds: "The OIDC provider has exactly the issuer's URL",
  needs: ['provider', 'issuer'],
  judgesAbsence: true,
  concerns: (situation) => differentUrl(situation) !== null,
  check(situation) {
    const { evidence, request } = situation;
    const issuer = knownOrNull(evidence.issuer);
    if (issuer === null || request === null)
      return { status: 'skipped', explanation: 'The issuer is not known.' };
    const expected = issuerHostOf(issuer);
    const other = differentUrl(situation);
    if (other === null) {
      return evidence.provider.state === 'known'
        ? { status: 'pass', actual: evidence.provider.value.url }
        : { status: 'skipped', explanation: 'No provider is like it.' };
    }
    return {
      status: 'fail',
      expected,
      actual: other,
      explanation: `STS looks for a provider whose URL is the issuer's, character by character, and ${other} is not: ${differenceOf(other, expected)}. The URL of a provider cannot be changed, so create the right one; the trust policy has to name it, too.`,
      evidence: [evidence.provider, ...(evidence.provider.state === 'known' ? [] : [evidence.role])],
      fix: oidcProviderFix(situation, request),
    };
  },
};

/**
 * The URL of a provider that was meant for the cluster: of the one that was found, else of one in the account's list that is much like it, else,
 * where that list is not known, of the one that the trust policy names. Null where it is the issuer's, or nothing is like it.
 */
export function differentUrl(situation: Situation): string | null {
  const { evidence, trust } = situation;
  const issuer = knownOrNull(evidence.issuer);
  if (issuer === null) return null;
  const wanted = issuerHostOf(issuer);
  const found = knownOrNull(evidence.provider);
  if (found !== null) return issuerHostOf(found.url) === wanted ? null : found.url;
  if (evidence.provider.state !== 'absent') return null;
  const named = (trust?.statements ?? []).flatMap(({ principal }) => principal.wanted);
  // The account's own list is sure; the policy may name a provider that nobody made.
  const hosts = (providersOf(situation) ?? named).flatMap((arn) => parseProviderArn(arn)?.host ?? []);
  return hosts.find((host) => host !== wanted && bareOf(host) === bareOf(wanted)) ?? null;
}

/** Without what people leave in or out: scheme, slash at the end, letter case and the `/id` before the id. */
function bareOf(host: string): string {
  return issuerHostOf(host).replace(/\/+$/, '').replace('/id/', '/').toLowerCase();
}

function differenceOf(other: string, expected: string): string {
  if (/^https?:/i.test(other)) return 'it has the scheme in it';
  if (other === `${expected}/`) return 'it has a slash at its end';
  if (other.toLowerCase() === expected.toLowerCase()) return 'letter case differs';
  return other.includes('/id/') ? 'it is spelt in another way' : 'the /id/ before the id is missing';
}
