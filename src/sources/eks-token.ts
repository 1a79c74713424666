import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { AwsCredentials } from './aws-credentials.ts';

/** A bearer token for the API server of an EKS cluster. `expiresAt` is milliseconds since the epoch. */
export interface EksToken {
  readonly token: string;
  readonly expiresAt: number;
}

/** How long the API server accepts the token (aws-iam-authenticator), less a minute for clocks that differ. */
const LIFETIME_MS = 14 * 60_000;
/** How long the signed URL says that it is good; what `aws eks get-token` writes. */
const SIGNED_SECONDS = 60;

/**
 * A token as `aws eks get-token` makes it: a signed URL of sts:GetCallerIdentity that names the cluster, which the API server calls to learn
 * who is asking. `stsHost` is the STS host of the cluster's region and partition; the API server accepts no other. `now` is milliseconds.
 */
export async function createEksToken(request: {
  readonly clusterName: string;
  readonly region: string;
  readonly stsHost: string;
  readonly credentials: AwsCredentials;
  readonly now: number;
}): Promise<EksToken> {
  const { clusterName, region, stsHost, credentials, now } = request;
  const signer = new SignatureV4({ service: 'sts', region, credentials, sha256: Sha256 });
  const signed = await signer.presign(
    {
      method: 'GET',
      protocol: 'https:',
      hostname: stsHost,
      path: '/',
      query: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
      headers: { host: stsHost, 'x-k8s-aws-id': clusterName },
    },
    { expiresIn: SIGNED_SECONDS, signingDate: new Date(now) },
  );
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(signed.query ?? {})) query.set(key, String(value));
  const url = `https://${stsHost}/?${query}`;
  return {
    token: `k8s-aws-v1.${Buffer.from(url).toString('base64url')}`,
    expiresAt: Math.min(now + LIFETIME_MS, credentials.expiration?.getTime() ?? Number.POSITIVE_INFINITY),
  };
}
