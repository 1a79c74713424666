import type { Diagnosis, Verdict } from '../checker/vocabulary/diagnosis.ts';
import type { QuestionJob } from '../queue/job.ts';
import { leadingFinding } from '../render/leading-finding.ts';
import type { SlackMessage } from '../render/slack/message.ts';
import { renderParent } from '../render/slack/parent.ts';

/** What an answer comes to, for the message that a command leaves in the channel. */
export interface Gist {
  readonly diagnosis: Diagnosis | null;
  /** The worst verdict of an audit. */
  readonly verdict?: Verdict;
  readonly summary: string | null;
}

/** The first message of a command's thread: what was asked, and the verdict once there is one. */
export function parentOf(job: QuestionJob, answer: Gist | null = null): SlackMessage {
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
export function askerOf({ again, place }: QuestionJob): string {
  return again?.askedBy ?? place.user;
}

function verdictOf(diagnosis: Diagnosis) {
  const finding = leadingFinding(diagnosis);
  return { verdict: diagnosis.verdict, ...(finding === null ? {} : { compared: finding }) };
}
