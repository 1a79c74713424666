import { clause } from './clause.ts';

/** What the error codes of sockets, TLS, undici and the AWS SDK mean to a person. */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was closed before an answer came',
  EPIPE: 'the connection was closed before an answer came',
  UND_ERR_SOCKET: 'the connection was closed before an answer came',
  ENOTFOUND: 'the host name does not resolve',
  EAI_AGAIN: 'the host name does not resolve at the moment',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ETIMEDOUT: 'no answer came in time',
  UND_ERR_CONNECT_TIMEOUT: 'no connection came about in time',
  UND_ERR_HEADERS_TIMEOUT: 'no answer came in time',
  UND_ERR_BODY_TIMEOUT: 'the answer did not end in time',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its TLS certificate is self-signed and not trusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'its TLS certificate comes from an authority that is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its TLS certificate comes from an authority that is not trusted',
  UNABLE_TO_GET_ISSUER_CERT: 'its TLS certificate comes from an authority that is not trusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its TLS certificate comes from an authority that is not trusted',
  CERT_HAS_EXPIRED: 'its TLS certificate has expired',
  CERT_NOT_YET_VALID: 'its TLS certificate is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its TLS certificate is for another host name',
  EPROTO: 'it does not speak TLS as expected',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS',
};

/**
 * Why the network gave no answer, in one clause; an error that is not the network's gives its own message.
 * Node hides the telling code in `cause`, or in `errors` where it tried several addresses.
 */
export function networkReason(error: unknown): string {
  for (const one of chain(error)) {
    if (one.name === 'AbortError') return 'the read was given up before an answer came';
    const reason = REASONS[codeOf(one)];
    if (reason !== undefined) return reason;
    if (one.name === 'TimeoutError') return 'no answer came in time';
  }
  return clause(error instanceof Error ? error.message || error.name : String(error)) || 'it failed';
}

/** Whether the same request, sent again, may well be answered: an idle connection that the other side had just closed. */
export function isDroppedConnection(error: unknown): boolean {
  const codes = [...chain(error)].map(codeOf);
  return ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_CLOSED'].some((code) => codes.includes(code));
}

function* chain(error: unknown): Generator<Error> {
  let current = error;
  for (let depth = 0; depth < 5 && current instanceof Error; depth += 1) {
    yield current;
    if (current instanceof AggregateError) {
      for (const one of current.errors) if (one instanceof Error) yield one;
    }
    current = current.cause;
  }
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
