import { z } from 'zod';

const PREFIX = 'k8s-aws-v1.';

/** What the presigned URL inside a token of `aws eks get-token` claims. */
export interface EksTokenClaims {
  readonly accessKeyId: string;
}

const query = z.object({
  Action: z.literal('GetCallerIdentity'),
  'X-Amz-Credential': z.string().regex(/^[A-Z0-9]+\/\d{8}\/[a-z0-9-]+\/sts\/aws4_request$/),
  'X-Amz-SignedHeaders': z.string().refine((names) => names.split(';').includes('x-k8s-aws-id')),
  'X-Amz-Expires': z.coerce.number().int().min(0).max(900),
  'X-Amz-Date': z.string().regex(/^\d{8}T\d{6}Z$/),
  'X-Amz-Signature': z.string().regex(/^[0-9a-f]{64}$/),
});

/**
 * Reads a token as aws-iam-authenticator does, short of sending the URL on to STS: the host has to be an STS endpoint, the cluster's name has to
 * be among the signed headers, and it has to be younger than 15 minutes. Null for anything else.
 */
export function readEksToken(token: string, now: number): EksTokenClaims | null {
  if (!token.startsWith(PREFIX)) return null;
  const text = Buffer.from(token.slice(PREFIX.length), 'base64url').toString('utf8');
  const url = URL.parse(text);
  if (url === null || !/^sts(?:\.[a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$/.test(url.hostname)) return null;
  const parsed = query.safeParse(Object.fromEntries(url.searchParams));
  if (!parsed.success) return null;
  const signedAt = Date.parse(
    parsed.data['X-Amz-Date'].replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'),
  );
  if (now - signedAt > 15 * 60_000) return null;
  return { accessKeyId: parsed.data['X-Amz-Credential'].split('/')[0] ?? '' };
}
