import { setImmediate } from 'node:timers/promises';
import { isClue } from '../checker/candidates.ts';
import type { QuestionJob } from '../queue/job.ts';
import type { Attempt, Processor } from '../queue/ports.ts';
import { StepAside } from '../queue/step-aside.ts';
import { renderAuditPending } from '../render/slack/audit.ts';
import type { SlackMessage } from '../render/slack/message.ts';
import { renderPending } from '../render/slack/pending.ts';
import { renderWaiting } from '../render/slack/waiting.ts';
import { clueOf } from './candidates-for.ts';
import type { TakeClusterTurn } from './cluster-turns.ts';
import { createDelivery, type Delivering } from './delivery.ts';
import { parentOf } from './parent-message.ts';
import { withIdentifiers } from './short-delivery.ts';
import { type Answer, type Knowing, workOutAnswer } from './work-out-answer.ts';

export interface Answering extends Delivering, Knowing {
  /** What the cluster that somebody named is called, the default one for null; null where there is none. */
  readonly clusterOf: (name: string | null) => Promise<string | null>;
  readonly takeTurn: TakeClusterTurn;
}

/** The processor of the queue: answers one question in its thread. What it throws is tried again. */
export function createAnswerer(answering: Answering): Processor {
  const { log, settings } = answering;
  return async (attempt) => {
    const { job, signal } = attempt;
    const delivery = withIdentifiers(createDelivery(attempt, answering), settings);
    const looked = lookedInto(job.question);
    let answer: Answer;
    if (looked === null) {
      answer = await workOutAnswer(attempt, answering, delivery.progress);
    } else {
      const turn = await turnFor(attempt, looked, answering);
      if (turn.kind === 'crowded') {
        await delivery.hold(renderWaiting(turn), parentOf(job));
        throw new StepAside('cluster', turn.afterMs);
      }
      try {
        answer = await openMeanwhile(
          (signal) => workOutAnswer({ ...attempt, signal }, answering, delivery.progress),
          () => delivery.open(looked.pending, parentOf(job)),
          signal,
        );
      } finally {
        turn.end();
      }
    }
    signal.throwIfAborted();
    await delivery.finish(answer.message, parentOf(job, answer));
    log.info({ event: 'answered', reference: job.reference, kind: job.question.kind, ...answer.measures });
    return { diagnosis: answer.diagnosis };
  };
}

/** What a question has looked into, and what stands in its place meanwhile. */
interface Looked {
  readonly cluster: string | null;
  readonly kind: 'check' | 'audit';
  readonly pending: SlackMessage;
}

/** Null for a question that is answered without looking at anything. */
function lookedInto(question: QuestionJob['question']): Looked | null {
  switch (question.kind) {
    case 'check':
      return { kind: 'check', cluster: question.target.cluster, pending: renderPending(question.target) };
    case 'audit':
      return {
        kind: 'audit',
        cluster: question.request.cluster,
        pending: renderAuditPending(question.request),
      };
    case 'explain': {
      const clue = clueOf(question);
      return isClue(clue) ? { kind: 'check', cluster: clue.cluster, pending: renderPending(null) } : null;
    }
    default:
      return null;
  }
}

type Turn =
  | { readonly kind: 'taken'; end(): void }
  | {
      readonly kind: 'crowded';
      readonly cluster: string;
      readonly running: number;
      readonly afterMs: number;
    };

const FREE: Turn = { kind: 'taken', end: () => undefined };

/** What costs no check needs no turn: one that is shared, and one of a cluster that nobody knows. */
async function turnFor(
  { id, round, job }: Attempt,
  { cluster: named, kind }: Looked,
  { checks, clusterOf, takeTurn }: Answering,
): Promise<Turn> {
  const { question, again } = job;
  const isShared =
    question.kind === 'check' &&
    again === undefined &&
    (await checks.isRunning(question.target, question.symptom));
  if (isShared) return FREE;
  const cluster = await clusterOf(named);
  if (cluster === null) return FREE;
  const turn = takeTurn(cluster, { id, round, kind });
  return turn.kind === 'taken' ? turn : { ...turn, cluster };
}

/**
 * Works out the answer while Slack takes the messages that it will stand in. Where their turn has not come nothing is read, and where Slack does
 * not take them nobody goes on reading.
 */
async function openMeanwhile<T>(
  work: (signal: AbortSignal) => Promise<T>,
  open: () => Promise<void>,
  signal: AbortSignal,
): Promise<T> {
  const opening = open();
  // By then a question that steps aside has said so: a flood in one channel reads nothing in vain.
  await Promise.race([opening, setImmediate()]);
  const unopened = new AbortController();
  const working = work(AbortSignal.any([signal, unopened.signal]));
  // Where opening fails first, its error is the one that counts.
  working.catch(() => {});
  try {
    await opening;
  } catch (error) {
    unopened.abort(error);
    throw error;
  }
  return working;
}
