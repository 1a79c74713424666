import type { Logger } from 'pino';
import type { SlackCallEnding, SlackObserver } from '../slack/slack-observer.ts';
import type { CallEnding, CallObserver } from '../sources/call-observer.ts';
import type { Metrics } from './metrics.ts';
import { currentQuestion } from './question-context.ts';
import type { Tracing } from './tracing.ts';

/** What a call that nobody could count on did wrong, for a trace; "no such thing" and a plain answer are none. */
const FAILURES: readonly string[] = ['denied', 'throttled', 'failed', 'refused'];

/**
 * Hears of every request to Slack, AWS and Kubernetes: counts it, logs it at debug with the question's reference and the other side's own
 * id of the request, and makes it a span.
 */
export function observeCalls(
  metrics: Pick<Metrics, 'calls' | 'callDuration' | 'timeToAck'>,
  tracing: Tracing,
  log: Logger,
): CallObserver & SlackObserver {
  function begin(api: string): (ending: CallEnding | SlackCallEnding) => void {
    const startedAt = performance.now();
    const reference = currentQuestion()?.reference ?? null;
    const attributes = reference === null ? {} : { 'irsa.reference': reference };
    const endSpan = tracing.begin(api, { kind: 'client', attributes });
    return ({ outcome, status, requestId }) => {
      const ms = performance.now() - startedAt;
      metrics.calls.inc({ api, outcome });
      metrics.callDuration.observe({ api }, ms / 1000);
      log.debug({ event: 'call', reference, api, ms: Math.round(ms), outcome, status, requestId });
      endSpan(
        {
          'irsa.outcome': outcome,
          ...(status === null ? {} : { 'http.response.status_code': status }),
          ...(requestId === null ? {} : { 'irsa.request_id': requestId }),
        },
        FAILURES.includes(outcome) ? outcome : null,
      );
    };
  }
  return {
    begin,
    reference: () => currentQuestion()?.reference ?? null,
    acknowledged: (transport, ms) => metrics.timeToAck.observe({ transport }, ms / 1000),
  };
}
