import { createHash, createPublicKey, randomUUID, sign, verify } from 'node:crypto';
import type { EksCluster } from '../world/cluster.ts';
import type { ResourceRoute } from './route.ts';
import type { SigningKey } from './signing-key.ts';
import { badRequest, notFound, StatusError } from './status.ts';

/** What a service account's token says of itself; times are seconds since the epoch. */
export interface TokenClaims {
  readonly iss: string;
  readonly sub: string;
  readonly aud: readonly string[];
  readonly exp: number;
}

const SHORTEST_SECONDS = 600;

/** Answers a TokenRequest with a token signed as the cluster signs it. Throws 404 without such a service account. */
export function answerTokenRequest(
  cluster: EksCluster,
  route: ResourceRoute,
  body: string,
  key: SigningKey,
): object {
  const { namespace, name } = route;
  const exists = cluster.serviceAccounts.some(
    ({ metadata }) => metadata.name === name && metadata.namespace === namespace,
  );
  if (!exists) throw notFound('serviceaccounts', name ?? '', '');
  const spec = specOf(body);
  const audiences = spec.audiences ?? ['https://kubernetes.default.svc'];
  const seconds = spec.expirationSeconds ?? 3600;
  if (seconds < SHORTEST_SECONDS) {
    throw new StatusError({
      code: 422,
      reason: 'Invalid',
      message: 'spec.expirationSeconds: Invalid value: may not specify a duration less than 10 minutes',
    });
  }
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    aud: audiences,
    exp: now + seconds,
    iat: now,
    iss: cluster.issuer ?? 'https://kubernetes.default.svc',
    jti: randomUUID(),
    sub: `system:serviceaccount:${namespace}:${name}`,
  };
  return {
    kind: 'TokenRequest',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: { name, namespace },
    spec: { audiences, expirationSeconds: seconds },
    status: {
      token: signed(claims, key),
      expirationTimestamp: new Date(claims.exp * 1000).toISOString(),
    },
  };
}

/** The claims of a token that its issuer signed; null for any other. `keyOf` gives the key of an issuer. */
export function verifiedClaims(
  token: string,
  keyOf: (issuer: string) => SigningKey | null,
): TokenClaims | null {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const claims = readClaims(payload);
  const key = claims === null ? null : keyOf(claims.iss);
  if (key === null) return null;
  const data = Buffer.from(`${header}.${payload}`);
  const publicKey = createPublicKey(key.privateKey);
  return verify('RSA-SHA256', data, publicKey, Buffer.from(signature, 'base64url')) ? claims : null;
}

function readClaims(payload: string): TokenClaims | null {
  try {
    const claims: TokenClaims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return claims;
  } catch {
    return null;
  }
}

function signed(claims: object, key: SigningKey): string {
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const kid = createHash('sha256').update(String(key.jwk.n)).digest('hex').slice(0, 40);
  const data = `${encode({ alg: 'RS256', kid })}.${encode(claims)}`;
  return `${data}.${sign('RSA-SHA256', Buffer.from(data), key.privateKey).toString('base64url')}`;
}

function specOf(body: string): {
  readonly audiences?: readonly string[];
  readonly expirationSeconds?: number;
} {
  try {
    return JSON.parse(body).spec ?? {};
  } catch {
    throw badRequest('the body of the request is not JSON');
  }
}
