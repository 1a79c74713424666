import type { QuestionQueue } from '../queue/ports.ts';
import { QueueFullError } from '../queue/queue-full-error.ts';
import type { Metrics } from './metrics.ts';
import { inQuestion } from './question-context.ts';
import type { Tracing } from './tracing.ts';

/** The queue as the Slack side sees it: counts what is stored, stopped as a duplicate, turned away and lost, and begins the question's trace. */
export function observeQueue(
  queue: QuestionQueue,
  metrics: Pick<Metrics, 'questions' | 'duplicates' | 'turnedAway' | 'notStored'>,
  tracing: Tracing,
): QuestionQueue {
  return {
    ...queue,
    enqueue: (id, job) => {
      const { kind } = job.question;
      const { via } = job.place;
      const attributes = { 'irsa.reference': job.reference, 'irsa.kind': kind, 'irsa.via': via };
      return inQuestion({ reference: job.reference }, () =>
        tracing.within('question', { kind: 'producer', attributes }, async () => {
          const traceparent = tracing.traceparent();
          try {
            const outcome = await queue.enqueue(id, traceparent === null ? job : { ...job, traceparent });
            if (outcome === 'added') metrics.questions.inc({ kind, via });
            else metrics.duplicates.inc({ via });
            return outcome;
          } catch (error) {
            const counter = error instanceof QueueFullError ? metrics.turnedAway : metrics.notStored;
            counter.inc({ via });
            throw error;
          }
        }),
      );
    },
  };
}
