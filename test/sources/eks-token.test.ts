import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createEksToken } from '../../src/sources/eks-token.ts';

const now = Date.parse('2026-03-04T05:06:07Z');
const credentials = {
  accessKeyId: 'AKIAEXAMPLE',
  secretAccessKey: 'secret',
  sessionToken: 'session+token/=',
};
const request = {
  clusterName: 'prod-eu',
  region: 'eu-west-1',
  stsHost: 'sts.eu-west-1.amazonaws.com',
  credentials,
  now,
};

function urlOf(token: string): URL {
  expect(token).toMatch(/^k8s-aws-v1\.[A-Za-z0-9_-]+$/);
  return new URL(Buffer.from(token.replace('k8s-aws-v1.', ''), 'base64url').toString());
}

/** Signature Version 4 of the URL as STS works it out for the call of the API server, which adds the cluster's name as a header. */
function signatureOf(url: URL, clusterName: string): string {
  const encode = (text: string): string =>
    encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
  const query = [...url.searchParams]
    .filter(([key]) => key !== 'X-Amz-Signature')
    .map(([key, value]) => `${encode(key)}=${encode(value)}`)
    .sort()
    .join('&');
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
  const headers = `host:${url.host}\nx-k8s-aws-id:${clusterName}\n`;
  const canonical = ['GET', '/', query, headers, 'host;x-k8s-aws-id', sha256('')].join('\n');
  const scope = '20260304/eu-west-1/sts/aws4_request';
  const toSign = ['AWS4-HMAC-SHA256', '20260304T050607Z', scope, sha256(canonical)].join('\n');
  const key = scope
    .split('/')
    .reduce<string | Buffer>((last, part) => createHmac('sha256', last).update(part).digest(), 'AWS4secret');
  return createHmac('sha256', key).update(toSign).digest('hex');
}

describe('the token for an EKS API server', () => {
  it('is a call of GetCallerIdentity that is good for a minute', async () => {
    const { token } = await createEksToken(request);
    const url = urlOf(token);
    expect(url.origin + url.pathname).toBe('https://sts.eu-west-1.amazonaws.com/');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      Action: 'GetCallerIdentity',
      Version: '2011-06-15',
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': 'AKIAEXAMPLE/20260304/eu-west-1/sts/aws4_request',
      'X-Amz-Date': '20260304T050607Z',
      'X-Amz-Expires': '60',
      'X-Amz-SignedHeaders': 'host;x-k8s-aws-id',
      'X-Amz-Security-Token': 'session+token/=',
    });
  });

  it('carries the signature that STS works out with the cluster in the header, and only with that cluster', async () => {
    const url = urlOf((await createEksToken(request)).token);
    expect(url.searchParams.get('X-Amz-Signature')).toBe(signatureOf(url, 'prod-eu'));
    expect(url.searchParams.get('X-Amz-Signature')).not.toBe(signatureOf(url, 'prod-us'));
  });

  it('holds for 14 minutes, or as long as the credentials behind it', async () => {
    expect((await createEksToken(request)).expiresAt).toBe(now + 14 * 60_000);
    const expiration = new Date(now + 60_000);
    const short = await createEksToken({ ...request, credentials: { ...credentials, expiration } });
    expect(short.expiresAt).toBe(now + 60_000);
  });
});
