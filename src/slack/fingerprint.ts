import { createHash } from 'node:crypto';
import type { Question } from '../queue/job.ts';

/** The same for two texts that report the same error of the same workload, however often and in whichever request it happened. */
export function fingerprintOf(question: Question): string {
  const { symptom, target } =
    question.kind === 'check'
      ? question
      : { symptom: question.kind === 'explain' ? question.symptom : null, target: null };
  const {
    requestId: _request,
    sessionName: _session,
    principalArn: _principal,
    encodedMessage: _message,
    ...same
  } = symptom ?? {};
  return createHash('sha256')
    .update(JSON.stringify([same, target]))
    .digest('hex')
    .slice(0, 16);
}
