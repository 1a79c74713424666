import { pino } from 'pino';
import type { Diagnosis } from '../../src/checker/vocabulary/diagnosis.ts';
import type { QuestionJob } from '../../src/queue/job.ts';

export const silent = pino({ level: 'silent' });

/** A question as the bot stores it. */
export function question(reference = 'Q1'): QuestionJob {
  return {
    question: {
      kind: 'check',
      target: { cluster: null, namespace: 'payments', serviceAccount: 'api', pod: null },
      symptom: null,
    },
    place: {
      teamId: 'T1',
      enterpriseId: null,
      channel: 'C1',
      threadTs: '1700000000.000100',
      user: 'U1',
      via: 'mention',
      responseUrl: null,
    },
    asked: 'check payments/api',
    askedAt: 1_700_000_000_000,
    reference,
    posted: { parentTs: null, answerTs: null },
  };
}

/** A finished diagnosis, to tell a result from none. */
export const diagnosis: Diagnosis = {
  schema: 'irsa-doctor/diagnosis/v1',
  verdict: 'healthy',
  target: {
    cluster: 'prod',
    region: 'eu-west-1',
    accountId: '111122223333',
    namespace: 'payments',
    serviceAccount: 'api',
    pod: null,
    roleArn: null,
    issuer: null,
    subject: 'system:serviceaccount:payments:api',
    audience: 'sts.amazonaws.com',
  },
  cause: null,
  summary: 'All is well.',
  findings: [],
  fixes: [],
  calls: [],
  durationMs: 12,
};
