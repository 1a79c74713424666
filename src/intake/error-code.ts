import type { RelevantKind } from './error-signs.ts';

/** Codes as SDKs print them, deepest first: a wrapper's code says less than that of the error which it wraps. */
const codes: Readonly<Record<RelevantKind, readonly RegExp[]>> = {
  'assume-web-identity-denied': [code('AccessDeniedException|AccessDenied')],
  'invalid-identity-token': [
    code(
      'InvalidIdentityTokenException|InvalidIdentityToken|(?:IDPCommunicationError|IDPRejectedClaim)(?:Exception)?',
    ),
  ],
  'downstream-denied': [
    code(
      'AccessDeniedException|AccessDenied|(?:Client\\.)?UnauthorizedOperation|AuthorizationErrorException|AuthorizationError',
    ),
    /(?<![\w.])(Forbidden)(?=: Forbidden)/,
  ],
  'web-identity-config': [
    code(
      'ExpiredTokenException|ExpiredToken|ValidationError|RegionDisabledException|SignatureDoesNotMatch|InvalidAction|PackedPolicyTooLargeException|PackedPolicyTooLarge|ThrottlingException|Throttling|ResourceNotFoundException|AccessDeniedException|AccessDenied',
    ),
    code(
      'ProfileNotFound|NoCredentialsError|NoCredentialProviders|CredentialsProviderError|CredentialsError|MissingCredentialsError|EndpointConnectionError|ConnectTimeoutError|EC2MetadataError|SerializationError|RequestError|CredentialRetrievalError',
    ),
    code('WebIdentityErr'),
  ],
};

/** Java's own exception for files carries the name of an AWS code. */
function code(names: string): RegExp {
  return new RegExp(`(?<![A-Za-z]|java\\.nio\\.file\\.)(${names})(?![A-Za-z])`);
}

/** The error's code as the text spells it (`AccessDenied`, `Client.UnauthorizedOperation`, `403 Forbidden`), null where it names none. */
export function errorCode(flat: string, kind: RelevantKind): string | null {
  const labelled = /\bError Code: ([\w.]{1,80}(?: Forbidden)?)/.exec(flat)?.[1];
  if (labelled !== undefined) return labelled;
  for (const pattern of codes[kind]) {
    const found = pattern.exec(flat)?.[1];
    if (found !== undefined) return found;
  }
  return null;
}
