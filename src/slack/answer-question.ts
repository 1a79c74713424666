import type { Logger } from 'pino';
import { isClue } from '../checker/candidates.ts';
import type { CheckOutcome } from '../checker/check.ts';
import type { Diagnosis, Verdict } from '../checker/vocabulary/diagnosis.ts';
import type { Symptom } from '../checker/vocabulary/symptom.ts';
import type { Target } from '../checker/vocabulary/target.ts';
import { describeSymptom } from '../intake/symptom-meaning.ts';
import type { QuestionJob } from '../queue/job.ts';
import type { Attempt, Processor } from '../queue/ports.ts';
import { auditSummary } from '../render/audit-words.ts';
import { leadingFinding } from '../render/leading-finding.ts';
import { renderAnswer } from '../render/slack/answer.ts';
import { renderAudit, renderAuditPending } from '../render/slack/audit.ts';
import { renderExplanation } from '../render/slack/explanation.ts';
import { renderFailure } from '../render/slack/failure.ts';
import { renderHelp } from '../render/slack/help.ts';
import type { SlackMessage } from '../render/slack/message.ts';
import { renderNotice } from '../render/slack/notice.ts';
import { renderParent } from '../render/slack/parent.ts';
import { renderPending } from '../render/slack/pending.ts';
import type { Access } from './access/access.ts';
import { auditWithProgress, type RunAudit } from './answer-audit.ts';
import { candidatesFor, clueOf, type FindCandidates } from './candidates-for.ts';
import type { ConversationSettings } from './conversation-settings.ts';
import { createDelivery, type Delivery } from './delivery.ts';
import type { Messenger } from './messenger.ts';
import { withIdentifiers } from './short-delivery.ts';

/** The shared checker, as the Slack side sees it. */
export type Check = (target: Target, symptom: Symptom | null, signal: AbortSignal) => Promise<CheckOutcome>;

export interface Answering {
  readonly messenger: Messenger;
  readonly check: Check;
  readonly audit: RunAudit;
  readonly find: FindCandidates;
  /** Of what is found, only what the person may ask about is looked at or named. */
  readonly access: Access;
  readonly log: Logger;
  readonly settings: ConversationSettings;
}

/** The processor of the queue: answers one question in its thread. What it throws is tried again. */
export function createAnswerer(answering: Answering): Processor {
  const { messenger, check, audit, find, access, log, settings } = answering;
  return async (attempt) => {
    const { job, signal } = attempt;
    const delivery = withIdentifiers(createDelivery(attempt, messenger, log), settings);
    const { question } = job;
    if (question.kind === 'check') await delivery.open(renderPending(question.target), parentOf(job));
    if (question.kind === 'explain' && isClue(clueOf(question)))
      await delivery.open(renderPending(null), parentOf(job));
    if (question.kind === 'audit') await delivery.open(renderAuditPending(question.request), parentOf(job));
    const answer = await answerTo(attempt, { check, audit, find, access, delivery });
    signal.throwIfAborted();
    await delivery.finish(answer.message, parentOf(job, answer));
    log.info({ event: 'answered', reference: job.reference, kind: question.kind, ...answer.measures });
    return { diagnosis: answer.diagnosis };
  };
}

interface Answer {
  readonly message: SlackMessage;
  readonly diagnosis: Diagnosis | null;
  /** The worst verdict of an audit. */
  readonly verdict?: Verdict;
  /** What the answer comes to, for the message that a command leaves in the channel. */
  readonly summary: string | null;
  /** For the log. */
  readonly measures: object;
}

async function answerTo(
  attempt: Attempt,
  {
    check,
    audit,
    find,
    access,
    delivery,
  }: Pick<Answering, 'check' | 'audit' | 'find' | 'access'> & { readonly delivery: Delivery },
): Promise<Answer> {
  const { id, job, signal } = attempt;
  const { question, reference } = job;
  switch (question.kind) {
    case 'help':
      return plainAnswer(renderHelp(), null);
    case 'invalid':
      return plainAnswer(renderNotice(question.message), question.message);
    case 'explain': {
      const candidates = await candidatesFor(job.place, question, { access, find }, signal);
      const [only, ...others] = candidates;
      if (only !== undefined && others.length === 0) {
        const target = { cluster: question.where?.cluster ?? null, ...only, pod: null };
        return checked(attempt, target, question.symptom, check);
      }
      const meaning = describeSymptom(question.symptom);
      const message = renderExplanation(question.symptom, meaning, { reference, candidates, jobId: id });
      return plainAnswer(message, meaning.meaning);
    }
    case 'check':
      return checked(attempt, question.target, question.symptom, check);
    case 'audit': {
      const outcome = await auditWithProgress(question.request, audit, delivery.progress, signal);
      if (outcome.kind !== 'audit') return noAnswer(outcome, reference, id);
      const { verdict, counts, durationMs, calls } = outcome.audit;
      const message = renderAudit(outcome.audit, {
        jobId: id,
        asked: job.asked,
        user: askerOf(job),
        reference,
      });
      const measures = { verdict, counts, auditMs: Math.round(durationMs), calls: calls.length };
      return { message, diagnosis: null, verdict, summary: auditSummary(outcome.audit), measures };
    }
  }
}

async function checked(
  { id, job, signal }: Attempt,
  target: Target,
  symptom: Symptom | null,
  check: Check,
): Promise<Answer> {
  const { reference } = job;
  const outcome = await check(target, symptom, signal);
  if (outcome.kind !== 'diagnosis') return noAnswer(outcome, reference, id);
  const { diagnosis } = outcome;
  const { verdict, cause, durationMs, calls, summary } = diagnosis;
  const context = {
    jobId: id,
    asked: job.asked,
    user: askerOf(job),
    reference,
    ...(job.again === undefined ? {} : { again: { before: job.again.before, user: job.place.user } }),
  };
  const measures = { verdict, cause, checkMs: Math.round(durationMs), calls: calls.length };
  return { message: renderAnswer(diagnosis, context), diagnosis, summary, measures };
}

function noAnswer(
  { kind, message }: { readonly kind: string; readonly message: string },
  reference: string,
  jobId: string,
): Answer {
  return plainAnswer(
    kind === 'environment' ? renderFailure({ sentence: message, reference, jobId }) : renderNotice(message),
    message,
  );
}

function plainAnswer(message: SlackMessage, summary: string | null): Answer {
  return { message, diagnosis: null, summary, measures: {} };
}

/** Tells the person that no answer will come, when the last attempt has failed. */
export function createApology({
  messenger,
  log,
  settings,
}: Pick<Answering, 'messenger' | 'log' | 'settings'>) {
  return async (id: string, job: QuestionJob, error: Error): Promise<void> => {
    log.error({ event: 'given-up', reference: job.reference, error: error.name, reason: error.message });
    const sentence = 'I tried several times and could not finish this check. Ask again in a few minutes.';
    const attempt: Attempt = {
      id,
      job,
      number: 2,
      isLast: true,
      confirm: async () => {},
      remember: async () => {},
      signal: AbortSignal.timeout(60_000),
    };
    const delivery = withIdentifiers(createDelivery(attempt, messenger, log), settings);
    const answer = plainAnswer(renderFailure({ sentence, reference: job.reference, jobId: id }), sentence);
    await delivery.finish(answer.message, parentOf(job, answer));
  };
}

/** The first message of a command's thread: what was asked, and the verdict once there is one. */
function parentOf(job: QuestionJob, answer: Answer | null = null): SlackMessage {
  const { asked, question } = job;
  return renderParent({
    asked,
    user: askerOf(job),
    ...(question.kind === 'check'
      ? { name: `${question.target.namespace}/${question.target.serviceAccount}` }
      : {}),
    ...(question.kind === 'audit' ? { name: question.request.namespace ?? 'all namespaces' } : {}),
    ...(answer?.verdict === undefined ? {} : { verdict: answer.verdict }),
    ...(answer === null || answer.diagnosis === null ? {} : verdictOf(answer.diagnosis)),
    ...(answer === null || answer.summary === null ? {} : { summary: answer.summary }),
  });
}

/** Who asked first, however often it was checked again since. */
function askerOf({ again, place }: QuestionJob): string {
  return again?.askedBy ?? place.user;
}

function verdictOf(diagnosis: Diagnosis) {
  const finding = leadingFinding(diagnosis);
  return { verdict: diagnosis.verdict, ...(finding === null ? {} : { compared: finding }) };
}
