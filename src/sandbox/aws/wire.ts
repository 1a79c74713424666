import type { AwsError } from './aws-error.ts';
import { QUERY_SERVICES, type QueryService, queryError } from './query-service.ts';

/** How a service writes its answers. */
export interface Wire {
  readonly contentType: string;
  error(
    error: AwsError,
    requestId: string,
  ): { readonly body: string; readonly headers: Record<string, string> };
}

/** XML for the Query services, JSON 1.1 for CloudTrail, REST and JSON for all others. */
export function wireOf(serviceName: string): Wire {
  if (serviceName === 'cloudtrail') return { ...REST_JSON, contentType: 'application/x-amz-json-1.1' };
  const service = QUERY_SERVICES.get(serviceName);
  return service === undefined ? REST_JSON : queryWire(service);
}

function queryWire(service: QueryService): Wire {
  return {
    contentType: 'text/xml',
    error: (error, requestId) => ({ body: queryError(service, error, requestId), headers: {} }),
  };
}

/** EKS spells some codes otherwise than the Query services do. */
const REST_CODES: Readonly<Record<string, string>> = {
  AccessDenied: 'AccessDeniedException',
  InvalidClientTokenId: 'UnrecognizedClientException',
  ExpiredToken: 'ExpiredTokenException',
  MissingAuthenticationToken: 'MissingAuthenticationTokenException',
  IncompleteSignature: 'IncompleteSignatureException',
  Throttling: 'ThrottlingException',
  ServiceUnavailable: 'ServiceUnavailableException',
};

const REST_JSON: Wire = {
  contentType: 'application/json',
  error(error) {
    const code = REST_CODES[error.code] ?? error.code;
    return {
      body: JSON.stringify({ __type: code, message: error.message }),
      headers: { 'x-amzn-errortype': code },
    };
  },
};
