import { z } from 'zod';
import type { AuditRequest } from '../checker/vocabulary/audit.ts';
import type { Diagnosis, Verdict } from '../checker/vocabulary/diagnosis.ts';
import { SYMPTOM_DETAILS, type Symptom, type SymptomKind } from '../checker/vocabulary/symptom.ts';
import type { Target } from '../checker/vocabulary/target.ts';

const target = z.object({
  cluster: z.string().nullable(),
  namespace: z.string(),
  serviceAccount: z.string(),
  pod: z.string().nullable(),
}) satisfies z.ZodType<Target>;

const text = z.string().nullable();
const auditRequest = z.object({ cluster: text, namespace: text }) satisfies z.ZodType<AuditRequest>;
const verdicts = ['healthy', 'broken', 'at-risk', 'unknown'] as const satisfies readonly Verdict[];
const symptomKinds = [
  'assume-web-identity-denied',
  'invalid-identity-token',
  'web-identity-config',
  'downstream-denied',
  'not-relevant',
] as const satisfies readonly SymptomKind[];

const symptom = z.object({
  kind: z.enum(symptomKinds),
  code: text,
  action: text,
  principalArn: text,
  roleName: text,
  accountId: text,
  sessionName: text,
  nodeRole: z.boolean(),
  roleArn: text,
  namespace: text,
  serviceAccount: text,
  resource: text,
  requestId: text,
  issuer: text,
  denyReason: z
    .enum(['identity-based', 'explicit-deny', 'scp', 'rcp', 'boundary', 'resource-based', 'session', 'vpce'])
    .nullable(),
  detail: z.enum(SYMPTOM_DETAILS).exactOptional(),
  stsHost: z.string().exactOptional(),
  container: z.string().exactOptional(),
  isEncoded: z.literal(true).exactOptional(),
  /** Kept until the answer is there. */
  encodedMessage: z.string().max(10_240).exactOptional(),
}) satisfies z.ZodType<Symptom>;

/** Where to answer. `threadTs` is the thread that the question stands in; null for a command, which opens one. No tokens ever. */
const place = z.object({
  teamId: text,
  enterpriseId: text,
  channel: z.string(),
  threadTs: text,
  user: z.string(),
  via: z.enum(['command', 'mention', 'direct-message', 'shortcut', 'button', 'watch']),
  /** Answers a command where the bot is not a member; good for 30 minutes and five uses. */
  responseUrl: text,
});

/**
 * One question on its way to an answer. `posted` is what the worker remembers of the messages it made, so that another attempt updates
 * them. `asked` is what the person typed, cleaned and shortened, for the answer's first line.
 */
export const questionJobSchema = z.object({
  question: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('check'), target, symptom: symptom.nullable() }),
    z.object({ kind: z.literal('audit'), request: auditRequest }),
    /** `where` is what the text and the channel tell besides: enough, at times, to find the service account. */
    z.object({
      kind: z.literal('explain'),
      symptom,
      where: z.object({ cluster: text, pod: text }).exactOptional(),
    }),
    z.object({ kind: z.literal('help') }),
    /** Not understood; answered with the one sentence that says what to write. */
    z.object({ kind: z.literal('invalid'), message: z.string() }),
  ]),
  place,
  asked: z.string(),
  /** Milliseconds since the epoch. */
  askedAt: z.number(),
  /** Short id that is shown to people and stands in every log line of the question. */
  reference: z.string(),
  posted: z.object({ parentTs: text, answerTs: text }),
  /** There where an earlier question is asked anew: who asked first, and what the answer was, null where there was no diagnosis. */
  again: z
    .object({
      askedBy: z.string(),
      before: z.object({ verdict: z.enum(verdicts), cause: text, title: text }).nullable(),
    })
    .exactOptional(),
  /** Where the question's trace began, as W3C Trace Context writes it; there only while traces are collected. */
  traceparent: z.string().optional(),
});

export type QuestionJob = z.infer<typeof questionJobSchema>;
export type Question = QuestionJob['question'];
export type Place = QuestionJob['place'];
export type Posted = QuestionJob['posted'];
export type Again = NonNullable<QuestionJob['again']>;

/** What a finished job leaves for the buttons under its answer: kept as long as the queue keeps finished jobs. */
export interface QuestionResult {
  readonly diagnosis: Diagnosis | null;
}
