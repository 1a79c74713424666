import { describe, expect, it } from 'vitest';
import {
  issuerHostOf,
  mayExist,
  partitionOfIssuer,
  providerArnOf,
} from '../../../src/checker/trust/provider-arn.ts';
import { HOST, provider, REQUEST } from './policies.ts';

const ID = '4F1C0DE5A9B84C7D8E2F60718293A4B5';

describe('provider ARNs', () => {
  it.each([
    [`https://oidc.eks.eu-north-1.amazonaws.com/id/${ID}`, 'aws'],
    [`oidc.eks.cn-northwest-1.amazonaws.com.cn/id/${ID}`, 'aws-cn'],
    [`https://oidc.eks.us-gov-east-1.amazonaws.com/id/${ID}`, 'aws-us-gov'],
    [`oidc-eks.us-gov-west-1.api.aws/id/${ID}`, 'aws-us-gov'],
    [`oidc.eks.us-iso-east-1.c2s.ic.gov/id/${ID}`, 'aws-iso'],
    [`oidc.eks.us-isob-east-1.sc2s.sgov.gov/id/${ID}`, 'aws-iso-b'],
    [`oidc.eks.eusc-de-east-1.amazonaws.eu/id/${ID}`, 'aws-eusc'],
    ['https://tokens.example.org/cluster', 'aws'],
  ])('reads the partition from %s', (issuer, partition) => {
    expect(partitionOfIssuer(issuer)).toBe(partition);
  });

  it('builds the ARN in the account of the role', () => {
    expect(providerArnOf(REQUEST)).toBe(provider());
    expect(providerArnOf({ ...REQUEST, partition: 'aws-cn' })).toBe(
      provider(HOST, REQUEST.accountId, 'aws-cn'),
    );
    expect(issuerHostOf('HTTPS://tokens.example.org/a')).toBe('tokens.example.org/a');
  });

  it.each([
    [HOST, true],
    ['tokens.example.org/cluster', true],
    [`oidc.eks.eu-north-1.amazonaws.com/id/${ID.slice(1)}`, false],
    ['oidc.eks.eu-north-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B716D3041E', false],
    [`oidc.eu-north-1.eks.amazonaws.com/${ID}`, false],
    ['${oidc_provider}', false],
    [`https://${HOST}`, false],
  ])('knows whether a cluster can have the issuer %s', (host, may) => {
    expect(mayExist(host)).toBe(may);
  });
});
