const missingProvider = /No OpenIDConnect provider found in your account for (https?:\/\/[^\s"'\\]{4,400})/i;
const eksIssuer = /\boidc[.-]eks\.[\w.-]{4,60}\/id\/[^\s"'\\:;,)]{4,64}/i;
const masked = /[*<>]|x{4,}|\.\.\./i;

/** The token's issuer as a full `https://` URL, where the text has one that is not masked. */
export function issuerHint(flat: string): string | null {
  const missing = missingProvider.exec(flat)?.[1];
  if (missing !== undefined) return masked.test(missing) ? null : missing.replace(/[.,;)/\]}]+$/, '');
  const issuer = eksIssuer.exec(flat)?.[0];
  return issuer === undefined || masked.test(issuer) ? null : `https://${issuer.replace(/[.\]}]+$/, '')}`;
}
