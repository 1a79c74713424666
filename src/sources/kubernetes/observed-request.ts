import { type Dispatcher, request } from 'undici';
import type { CallEnding, CallObserver } from '../call-observer.ts';

/** 500 pods with all their managed fields are a few megabytes. */
const LARGEST_BODY = 64 * 1024 * 1024;

export interface ReadResponse {
  readonly status: number;
  readonly headers: Dispatcher.ResponseData['headers'];
  readonly text: string;
}

/** One request, read whole; the observer hears of it as `kubernetes:` and its permission. Rejects where no answer came. */
export async function observedRequest(
  url: string,
  options: NonNullable<Parameters<typeof request>[1]>,
  permission: string,
  observer: CallObserver | undefined,
): Promise<ReadResponse> {
  const end = observer?.begin(`kubernetes:${permission}`);
  try {
    const { statusCode: status, headers, body } = await request(url, options);
    const text = await readText(body);
    const auditId = headers['audit-id'];
    end?.({ outcome: outcomeOf(status), status, requestId: typeof auditId === 'string' ? auditId : null });
    return { status, headers, text };
  } catch (error) {
    end?.({ outcome: 'failed', status: null, requestId: null });
    throw error;
  }
}

function outcomeOf(status: number): CallEnding['outcome'] {
  if (status === 200 || status === 201) return 'ok';
  if (status === 404) return 'absent';
  if (status === 429) return 'throttled';
  return status === 401 || status === 403 ? 'denied' : 'failed';
}

async function readText(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new Error('the answer is larger than any the Kubernetes API gives');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
