import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';

/** The key that a cluster signs service account tokens with. */
export interface SigningKey {
  readonly privateKey: KeyObject;
  /** As `/openid/v1/jwks` lists it. */
  readonly jwk: Readonly<Record<string, unknown>>;
}

/** Makes one on first use only, since it takes a moment and hardly anybody asks. */
export function lazySigningKey(): () => SigningKey {
  let made: SigningKey | null = null;
  return () => {
    made ??= newSigningKey();
    return made;
  };
}

function newSigningKey(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { kty, n, e } = publicKey.export({ format: 'jwk' });
  const kid = createHash('sha256').update(String(n)).digest('hex').slice(0, 40);
  return { privateKey, jwk: { use: 'sig', kty, kid, alg: 'RS256', n, e } };
}
