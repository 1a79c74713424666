import type { LoopbackRequest } from '../loopback-server.ts';
import { AwsError } from './aws-error.ts';

/** What a signature says of itself. Nothing here verifies it. */
export interface CredentialScope {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
}

/**
 * Reads the credential scope from the Authorization header, or from the query of a presigned URL. Throws MissingAuthenticationToken without
 * either and IncompleteSignature where it has another shape. Source: AWS Signature Version 4.
 */
export function credentialScopeOf(request: Pick<LoopbackRequest, 'headers' | 'query'>): CredentialScope {
  const header = request.headers.authorization;
  const credential =
    header === undefined
      ? request.query.get('X-Amz-Credential')
      : (/^AWS4-(?:HMAC-SHA256|ECDSA-P256-SHA256)\s.*?Credential=([^,\s]+)/.exec(header)?.[1] ?? '');
  if (credential === null) {
    throw new AwsError('MissingAuthenticationToken', 403, 'Request is missing Authentication Token');
  }
  const [accessKeyId, date, region, service, terminator] = credential.split('/');
  if (!accessKeyId || !date || !region || !service || terminator !== 'aws4_request') {
    throw new AwsError(
      'IncompleteSignature',
      400,
      `Authorization header requires 'Credential' parameter. Authorization=${header ?? ''}`,
    );
  }
  return { accessKeyId, region, service };
}
