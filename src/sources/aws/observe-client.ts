import type { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import type { EKSClient } from '@aws-sdk/client-eks';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { STSClient } from '@aws-sdk/client-sts';
import { z } from 'zod';
import { type CallEnding, type CallObserver, userAgent } from '../call-observer.ts';
import { isThrottled, obstacleOf } from './ask.ts';

export type ObservedClient = CloudTrailClient | EKSClient | IAMClient | STSClient;

/** What the SDK puts beside every answer and every error; it types neither at this place. */
const marked = z.object({
  $metadata: z.object({ httpStatusCode: z.number().optional(), requestId: z.string().optional() }),
});
const httpRequest = z.object({ headers: z.record(z.string(), z.string()) });

/**
 * Lets the observer hear of every request of a client. It stands inside the SDK's retrying, so that each repetition and each throttling
 * counts.
 */
export function observeClient(
  stack: ObservedClient['middlewareStack'],
  service: 'cloudtrail' | 'eks' | 'iam' | 'sts',
  observer: CallObserver | undefined,
): void {
  if (observer === undefined) return;
  const { add } = stack as IAMClient['middlewareStack'];
  add(
    (next) => async (args) => {
      if (httpRequest.safeParse(args.request).success) {
        const { headers } = args.request as z.infer<typeof httpRequest>;
        headers['user-agent'] = `${headers['user-agent'] ?? ''} ${userAgent(observer)}`.trim();
      }
      return next(args);
    },
    // After the SDK has written its own user agent, before retrying and signing.
    { step: 'finalizeRequest', priority: 'high', name: 'irsaDoctorUserAgent' },
  );
  add(
    (next, context) => async (args) => {
      const end = observer.begin(`${service}:${operationOf(context.commandName)}`);
      try {
        const answer = await next(args);
        end({ outcome: 'ok', ...tracesOf(answer.output) });
        return answer;
      } catch (error) {
        end({ outcome: outcomeOf(error), ...tracesOf(error) });
        throw error;
      }
    },
    { step: 'deserialize', priority: 'high', name: 'irsaDoctorCalls' },
  );
}

/** `GetRoleCommand` is named after the action that it calls. */
function operationOf(commandName: unknown): string {
  return typeof commandName === 'string' ? commandName.replace(/Command$/, '') : 'unknown';
}

function outcomeOf(error: unknown): CallEnding['outcome'] {
  if (isThrottled(error)) return 'throttled';
  if (error instanceof Error && /^(NoSuchEntity|ResourceNotFound)/.test(error.name)) return 'absent';
  return obstacleOf(error, '').cause;
}

function tracesOf(answer: unknown): Pick<CallEnding, 'status' | 'requestId'> {
  const metadata = marked.safeParse(answer).data?.$metadata;
  return { status: metadata?.httpStatusCode ?? null, requestId: metadata?.requestId ?? null };
}
