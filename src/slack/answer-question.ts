import type { Logger } from 'pino';
import type { CheckOutcome } from '../checker/check.ts';
import type { Diagnosis } from '../checker/vocabulary/diagnosis.ts';
import type { Symptom } from '../checker/vocabulary/symptom.ts';
import type { Target } from '../checker/vocabulary/target.ts';
import { describeSymptom } from '../intake/symptom-meaning.ts';
import type { QuestionJob } from '../queue/job.ts';
import type { Attempt, Processor } from '../queue/ports.ts';
import { leadingFinding } from '../render/leading-finding.ts';
import { renderAnswer } from '../render/slack/answer.ts';
import { renderExplanation } from '../render/slack/explanation.ts';
import { renderFailure } from '../render/slack/failure.ts';
import { renderHelp } from '../render/slack/help.ts';
import type { SlackMessage } from '../render/slack/message.ts';
import { renderNotice } from '../render/slack/notice.ts';
import { renderParent } from '../render/slack/parent.ts';
import { renderPending } from '../render/slack/pending.ts';
import { createDelivery } from './delivery.ts';
import type { Messenger } from './messenger.ts';

/** The shared checker, as the Slack side sees it. */
export type Check = (target: Target, symptom: Symptom | null, signal: AbortSignal) => Promise<CheckOutcome>;

export interface Answering {
  readonly messenger: Messenger;
  readonly check: Check;
  readonly log: Logger;
}

/** The processor of the queue: answers one question in its thread. What it throws is tried again. */
export function createAnswerer({ messenger, check, log }: Answering): Processor {
  return async (attempt) => {
    const { job, signal } = attempt;
    const delivery = createDelivery(attempt, messenger, log);
    const { question } = job;
    if (question.kind === 'check') await delivery.open(renderPending(question.target), parentOf(job));
    const answer = await answerTo(attempt, check);
    signal.throwIfAborted();
    await delivery.finish(answer.message, parentOf(job, answer));
    log.info({ event: 'answered', reference: job.reference, kind: question.kind, ...answer.measures });
    return { diagnosis: answer.diagnosis };
  };
}

interface Answer {
  readonly message: SlackMessage;
  readonly diagnosis: Diagnosis | null;
  /** What the answer comes to, for the message that a command leaves in the channel. */
  readonly summary: string | null;
  /** For the log. */
  readonly measures: object;
}

async function answerTo({ id, job, signal }: Attempt, check: Check): Promise<Answer> {
  const { question, reference } = job;
  switch (question.kind) {
    case 'help':
      return plainAnswer(renderHelp(), null);
    case 'invalid':
      return plainAnswer(renderNotice(question.message), question.message);
    case 'explain': {
      const meaning = describeSymptom(question.symptom);
      return plainAnswer(renderExplanation(question.symptom, meaning, { reference }), meaning.meaning);
    }
    case 'check': {
      const outcome = await check(question.target, question.symptom, signal);
      if (outcome.kind !== 'diagnosis') {
        const message =
          outcome.kind === 'environment'
            ? renderFailure({ sentence: outcome.message, reference, jobId: id })
            : renderNotice(outcome.message);
        return plainAnswer(message, outcome.message);
      }
      const { diagnosis } = outcome;
      const { verdict, cause, durationMs, calls, summary } = diagnosis;
      const context = { jobId: id, asked: job.asked, user: job.place.user, reference };
      const measures = { verdict, cause, checkMs: Math.round(durationMs), calls: calls.length };
      return { message: renderAnswer(diagnosis, context), diagnosis, summary, measures };
    }
  }
}

function plainAnswer(message: SlackMessage, summary: string | null): Answer {
  return { message, diagnosis: null, summary, measures: {} };
}

/** Tells the person that no answer will come, when the last attempt has failed. */
export function createApology({ messenger, log }: Pick<Answering, 'messenger' | 'log'>) {
  return async (id: string, job: QuestionJob, error: Error): Promise<void> => {
    log.error({ event: 'given-up', reference: job.reference, error: error.name, reason: error.message });
    const sentence = 'I tried several times and could not finish this check. Ask again in a few minutes.';
    const attempt: Attempt = {
      id,
      job,
      number: 2,
      isLast: true,
      remember: async () => {},
      signal: AbortSignal.timeout(60_000),
    };
    const delivery = createDelivery(attempt, messenger, log);
    const answer = plainAnswer(renderFailure({ sentence, reference: job.reference, jobId: id }), sentence);
    await delivery.finish(answer.message, parentOf(job, answer));
  };
}

/** The first message of a command's thread: what was asked, and the verdict once there is one. */
function parentOf({ asked, place, question }: QuestionJob, answer: Answer | null = null): SlackMessage {
  return renderParent({
    asked,
    user: place.user,
    ...(question.kind === 'check'
      ? { name: `${question.target.namespace}/${question.target.serviceAccount}` }
      : {}),
    ...(answer === null || answer.diagnosis === null ? {} : verdictOf(answer.diagnosis)),
    ...(answer === null || answer.summary === null ? {} : { summary: answer.summary }),
  });
}

function verdictOf(diagnosis: Diagnosis) {
  const finding = leadingFinding(diagnosis);
  return { verdict: diagnosis.verdict, ...(finding === null ? {} : { compared: finding }) };
}
