import type { CheckOutcome } from '../checker/check.ts';
import type { Symptom } from '../checker/vocabulary/symptom.ts';
import type { Target } from '../checker/vocabulary/target.ts';
import { describeSymptom } from '../intake/symptom-meaning.ts';
import type { Attempt } from '../queue/ports.ts';
import { auditSummary } from '../render/audit-words.ts';
import { renderAnswer } from '../render/slack/answer.ts';
import { renderAudit } from '../render/slack/audit.ts';
import { renderExplanation } from '../render/slack/explanation.ts';
import { renderFailure } from '../render/slack/failure.ts';
import { renderHelp } from '../render/slack/help.ts';
import type { SlackMessage } from '../render/slack/message.ts';
import { renderNotice } from '../render/slack/notice.ts';
import type { Access } from './access/access.ts';
import { auditWithProgress, type RunAudit } from './answer-audit.ts';
import { candidatesFor, type FindCandidates } from './candidates-for.ts';
import { askerOf, type Gist } from './parent-message.ts';

/** The shared checker, as the Slack side sees it. */
export type Check = (target: Target, symptom: Symptom | null, signal: AbortSignal) => Promise<CheckOutcome>;

/** What an answer is worked out with. */
export interface Knowing {
  readonly checks: Checks;
  readonly audit: RunAudit;
  readonly find: FindCandidates;
  /** Of what is found, only what the person may ask about is looked at or named. */
  readonly access: Access;
}

/** Questions that ask the same at the same time need one check. */
export interface Checks {
  /** Shares the check of the same that runs. */
  readonly shared: Check;
  /** Has a check of its own: whoever asks anew has likely mended something. */
  readonly alone: Check;
  /** Whether `shared` would cost no check just now. */
  isRunning(target: Target, symptom: Symptom | null): Promise<boolean>;
}

export interface Answer extends Gist {
  readonly message: SlackMessage;
  /** For the log. */
  readonly measures: object;
}

/** @param tell says how far an audit has come */
export async function workOutAnswer(
  attempt: Attempt,
  { checks, audit, find, access }: Knowing,
  tell: (pending: SlackMessage) => Promise<void>,
): Promise<Answer> {
  const { id, job, signal } = attempt;
  const { question, reference } = job;
  switch (question.kind) {
    case 'help':
      return plainAnswer(renderHelp(), null);
    case 'invalid':
      return plainAnswer(renderNotice(question.message), question.message);
    case 'explain': {
      const { candidates, unread } = await candidatesFor(job.place, question, { access, find }, signal);
      const [only, ...others] = candidates;
      if (only !== undefined && others.length === 0) {
        const target = { cluster: question.where?.cluster ?? null, ...only, pod: null };
        return checked(attempt, target, question.symptom, checks);
      }
      const meaning = describeSymptom(question.symptom);
      const message = renderExplanation(question.symptom, meaning, {
        reference,
        candidates,
        unread,
        jobId: id,
      });
      return {
        ...plainAnswer(message, meaning.meaning),
        measures: { candidates: candidates.length, unread },
      };
    }
    case 'check':
      return checked(attempt, question.target, question.symptom, checks);
    case 'audit': {
      const outcome = await auditWithProgress(question.request, audit, tell, signal);
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
  checks: Checks,
): Promise<Answer> {
  const { reference, again } = job;
  const check = again === undefined ? checks.shared : checks.alone;
  const outcome = await check(target, symptom, signal);
  if (outcome.kind !== 'diagnosis') return noAnswer(outcome, reference, id);
  const { diagnosis } = outcome;
  const { verdict, cause, durationMs, calls, summary } = diagnosis;
  const context = {
    jobId: id,
    cluster: target.cluster,
    asked: job.asked,
    user: askerOf(job),
    reference,
    ...(again === undefined ? {} : { again: { before: again.before, user: job.place.user } }),
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
