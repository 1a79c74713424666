import type { QuestionJob } from '../queue/job.ts';
import type { Processor } from '../queue/ports.ts';
import { StepAside } from '../queue/step-aside.ts';
import type { Consumption } from './consumption.ts';
import type { Metrics } from './metrics.ts';
import { inQuestion } from './question-context.ts';
import type { Tracing } from './tracing.ts';

export interface ObservingAnswers {
  readonly metrics: Pick<
    Metrics,
    'answered' | 'givenUp' | 'retried' | 'steppedAside' | 'inProgress' | 'timeToFirstMessage' | 'timeToAnswer'
  >;
  readonly tracing: Tracing;
  readonly consumption: Pick<Consumption, 'taken'> | null;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** The answering side, counted and timed from the moment of asking; and every call that it makes is known to be the question's. */
export function observeProcessor(process: Processor, observing: ObservingAnswers): Processor {
  const { metrics, tracing, consumption, now } = observing;
  return (attempt) => {
    const { job } = attempt;
    const { kind } = job.question;
    const { askedAt, reference, traceparent } = job;
    const attributes = { 'irsa.reference': reference, 'irsa.kind': kind, 'irsa.attempt': attempt.number };
    const seconds = () => Math.max(now() - askedAt, 0) / 1000;
    let isSilent = job.posted.parentTs === null && job.posted.answerTs === null;

    const answer = async () => {
      const done = consumption?.taken();
      metrics.inProgress.inc();
      try {
        const result = await process({
          ...attempt,
          remember: async (posted) => {
            if (isSilent) metrics.timeToFirstMessage.observe(seconds());
            isSilent = false;
            await attempt.remember(posted);
          },
        });
        metrics.answered.inc({ kind, verdict: result.diagnosis?.verdict ?? 'none' });
        metrics.timeToAnswer.observe({ kind }, seconds());
        return result;
      } catch (error) {
        // It is not its turn, which is no failure of a span either.
        if (error instanceof StepAside) {
          metrics.steppedAside.inc({ why: error.why });
          return error;
        }
        metrics.retried.inc({ kind });
        throw error;
      } finally {
        metrics.inProgress.dec();
        done?.();
      }
    };
    return inQuestion({ reference }, async () => {
      if (attempt.number === 1)
        tracing.past('queue', { kind: 'internal', attributes, parent: traceparent }, askedAt);
      const options = { kind: 'consumer', attributes, parent: traceparent } as const;
      const ending = await tracing.within('answer', options, answer);
      if (ending instanceof StepAside) throw ending;
      return ending;
    });
  };
}

type GivenUp = (id: string, job: QuestionJob, error: Error) => Promise<void>;

/** Telling somebody that their question is given up, counted once it is told or cannot be. */
export function observeGivenUp(
  onGivenUp: GivenUp,
  { metrics, tracing }: Pick<ObservingAnswers, 'metrics' | 'tracing'>,
): GivenUp {
  return (id, job, error) =>
    inQuestion({ reference: job.reference }, () => {
      const attributes = { 'irsa.reference': job.reference, 'irsa.kind': job.question.kind };
      const options = { kind: 'consumer', attributes, parent: job.traceparent } as const;
      return tracing.within('give up', options, async () => {
        await onGivenUp(id, job, error);
        metrics.givenUp.inc({ kind: job.question.kind });
      });
    });
}
