import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { inTime } from '../../checker/in-time.ts';
import { type CallObserver, userAgent } from '../call-observer.ts';
import { clause } from '../clause.ts';
import { createInFlight } from '../in-flight.ts';
import { isDroppedConnection, networkReason } from '../network-reason.ts';
import { observedRequest } from './observed-request.ts';
import { creationOf, permissionOf } from './permission-of.ts';
import type { Authenticated, KubernetesSession } from './session.ts';

/** What came of a GET. `message` holds the API server's own words where it had any; `isJson` is false for an answer that no API wrote. */
export type ApiAnswer =
  | { readonly kind: 'ok'; readonly body: unknown }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly message: string | null;
      readonly isJson: boolean;
    }
  | { readonly kind: 'failed'; readonly reason: string };

export interface KubernetesApi {
  /** Never rejects. Throttling and server errors are tried again a few times, as long as the signal allows. */
  get(path: string, query: Readonly<Record<string, string>>, signal: AbortSignal): Promise<ApiAnswer>;
  /** POSTs a resource once. Never rejects, and is never tried again: whether the first one was heard nobody knows. */
  create(path: string, body: object, signal: AbortSignal): Promise<ApiAnswer>;
  close(): Promise<void>;
}

/** Requests to one API server at the same time. */
const IN_FLIGHT = 20;
const REQUEST_MS = 7_000;
const RETRIES = 3;
const FIRST_DELAY_MS = 200;
/** All waiting of one GET together: an answer "throttled" in time is worth more than one that comes when nobody waits any longer. */
const PATIENCE_MS = 5_000;

/** `Status`, as far as it is of use. */
const statusBody = z.object({ message: z.string() });

interface Attempted {
  readonly answer: ApiAnswer;
  /** Milliseconds to wait before another attempt may help; null where none would. */
  readonly retryAfter: number | null;
}

/**
 * Plain GETs with the kubeconfig's credentials. The generated clients of client-node are not used: they trust whatever is answered, and
 * follow neither `Retry-After` nor a signal.
 */
export function createKubernetesApi(session: KubernetesSession, observer?: CallObserver): KubernetesApi {
  const inFlight = createInFlight(IN_FLIGHT);

  /** `limited` aborts where the time of this one request is up. */
  async function attempt(
    url: string,
    permission: string,
    number: number,
    limited: AbortSignal,
    body?: object,
  ): Promise<Attempted> {
    let credentials: Authenticated;
    try {
      credentials = await session.authenticate(limited);
    } catch (error) {
      return final({ kind: 'failed', reason: credentialsReason(error) });
    }
    try {
      const headers = {
        ...credentials.headers,
        accept: 'application/json',
        'user-agent': userAgent(observer),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      };
      const sent = body === undefined ? {} : ({ method: 'POST', body: JSON.stringify(body) } as const);
      const { dispatcher } = credentials;
      const response = await observedRequest(
        url,
        { headers, dispatcher, signal: limited, ...sent },
        permission,
        observer,
      );
      const { status } = response;
      if (status === 401) session.forget(credentials);
      const answer = toAnswer(status, response.text);
      const isWorthRetrying = [429, 500, 502, 503, 504].includes(status) || (status === 401 && number === 0);
      return isWorthRetrying
        ? { answer, retryAfter: status === 401 ? 0 : delayOf(response.headers['retry-after'], number) }
        : final(answer);
    } catch (error) {
      const answer: ApiAnswer = { kind: 'failed', reason: networkReason(error) };
      return isDroppedConnection(error) ? { answer, retryAfter: delayOf(undefined, number) } : final(answer);
    }
  }

  /** Whoever waits for another try keeps nobody from theirs. */
  async function inTurn(
    signal: AbortSignal,
    request: (limited: AbortSignal) => Promise<Attempted>,
  ): Promise<Attempted> {
    try {
      return await inFlight.run(signal, () => inTime({ signal, limitMs: REQUEST_MS }, request));
    } catch (error) {
      return final({ kind: 'failed', reason: networkReason(error) });
    }
  }

  return {
    async get(path, query, signal) {
      const url = `${session.server}${path}?${new URLSearchParams(query)}`.replace(/\?$/, '');
      let waited = 0;
      for (let number = 0; ; number += 1) {
        const { answer, retryAfter } = await inTurn(signal, (limited) =>
          attempt(url, permissionOf(path), number, limited),
        );
        if (retryAfter === null || number === RETRIES) return answer;
        waited += retryAfter;
        if (waited > PATIENCE_MS) return answer;
        try {
          await sleep(retryAfter, undefined, { signal });
        } catch {
          return answer;
        }
      }
    },
    async create(path, body, signal) {
      const { answer } = await inTurn(signal, (limited) =>
        attempt(`${session.server}${path}`, creationOf(path), 0, limited, body),
      );
      return answer;
    },
    close: () => session.close(),
  };
}

function final(answer: ApiAnswer): Attempted {
  return { answer, retryAfter: null };
}

function toAnswer(status: number, text: string): ApiAnswer {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  if (status !== 200 && status !== 201) {
    const parsed = statusBody.safeParse(body);
    const message = parsed.success ? clause(parsed.data.message) || null : null;
    return { kind: 'status', status, message, isJson: body !== undefined };
  }
  if (body === undefined) {
    const what = /^\s*</.test(text) ? 'HTML' : 'something else';
    return { kind: 'failed', reason: `it answered ${what} where the Kubernetes API answers JSON` };
  }
  return { kind: 'ok', body };
}

/** `Retry-After` is seconds with the API server, and may be a date with a proxy before it (RFC 9110, section 10.2.3). */
function delayOf(retryAfter: string | string[] | undefined, number: number): number {
  const backoff = FIRST_DELAY_MS * 2 ** number;
  const text = typeof retryAfter === 'string' ? retryAfter : '';
  if (text === '') return backoff;
  const seconds = Number(text);
  const wanted = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(text) - Date.now();
  return Number.isFinite(wanted) ? Math.max(wanted, 0) : backoff;
}

function credentialsReason(error: unknown): string {
  if (error instanceof Error && 'syscall' in error && String(error.syscall).startsWith('spawn')) {
    return 'the credential command of the kubeconfig is not installed here; for EKS, set kubernetes: { auth: eks } in irsa-doctor.yaml';
  }
  return `the credentials for it cannot be had: ${networkReason(error)}`;
}
