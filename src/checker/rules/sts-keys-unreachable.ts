import { knownOrNull } from '../known.ts';
import { issuerHostOf, parseEksHost } from '../trust/provider-arn.ts';
import { symptomRule } from './symptom-rule.ts';

export const stsKeysUnreachable = symptomRule({
  id: 'sts.keys-unreachable',
  layer: 'sts',
  title: "STS could not fetch the issuer's keys",
  holds: "STS can fetch the issuer's keys",
  details: ['keys-unreachable'],
  explain({ evidence, symptom }) {
    const issuer = symptom?.issuer ?? knownOrNull(evidence.issuer);
    const isEks = issuer !== null && parseEksHost(issuerHostOf(issuer)) !== null;
    return {
      expected: `${issuer ?? 'the issuer'}/.well-known/openid-configuration and the keys that it names, from the internet`,
      actual: 'no answer in time',
      explanation: isEks
        ? 'The keys of an EKS cluster are served by AWS itself, so this is most likely a passing failure: let the SDK try again. If it stays, ask AWS Support; nothing in the cluster or in the trust policy mends it.'
        : "STS reads the issuer's discovery document and keys from outside, within a few seconds. See that its host answers the whole internet over HTTPS: a private bucket, a firewall, a rate limit or a slow server stand in the way. CloudTrail does not show these calls.",
    };
  },
});
