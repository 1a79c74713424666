import { knownOrNull } from '../known.ts';
import type { Situation } from '../situation.ts';
import { differentUrl } from './provider-other-url.ts';
import type { Rule } from './rule.ts';

export const providerSignInOnly: Rule = {
  id: 'provider.sign-in-only',
  layer: 'provider',
  title: 'The OIDC provider of the cluster is for people who sign in, not for its pods',
  holds: 'No OIDC provider of the cluster is taken for one in IAM',
  needs: [],
  concerns: (situation) => signInOf(situation).length > 0 && differentUrl(situation) === null,
  check(situation) {
    const names = signInOf(situation);
    const { inPlaceOfProvider } = situation.evidence;
    if (inPlaceOfProvider === undefined || names.length === 0) return { status: 'pass' };
    return {
      status: 'warn',
      expected: "an OIDC provider in IAM, with the cluster's own issuer",
      actual: `identity provider configuration ${names.join(', ')} of the cluster, and none in IAM`,
      explanation: `The cluster has an OIDC identity provider of its own, ${names.join(', ')}, and IAM has none for the cluster. The two are easily mixed up: the first lets people sign in to the cluster's API, and AWS does not look at it when a pod asks for a role. Leave it, and create the one in IAM.`,
      evidence: [inPlaceOfProvider.signIn],
    };
  },
};

function signInOf({ evidence }: Situation): readonly string[] {
  const { inPlaceOfProvider } = evidence;
  return inPlaceOfProvider === undefined ? [] : (knownOrNull(inPlaceOfProvider.signIn) ?? []);
}
