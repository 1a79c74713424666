import { z } from 'zod';

const text = z.string().min(1);
const oneLine = text.regex(/^[^\n]*$/);
const orNull = text.nullable();
/** Layers and kinds of fix may become more; what each is called stays a word to script against. */
const word = z.string().regex(/^[a-z]+(-[a-z]+)*$/);

const finding = z.strictObject({
  id: z.string().regex(/^[a-z-]+\.[a-z-]+$/),
  layer: word,
  status: z.enum(['fail', 'warn', 'pass', 'unknown', 'skipped']),
  title: oneLine,
  expected: z.string().nullable(),
  actual: z.string().nullable(),
  explanation: z.string(),
  evidence: z.array(z.strictObject({ source: text, subject: text })),
  fix: z.int().min(0).nullable(),
});

const fix = z.strictObject({
  kind: word,
  title: oneLine,
  notes: z.array(text),
  document: z.record(z.string(), z.unknown()).nullable(),
  diff: orNull,
  commands: z.array(z.strictObject({ tool: z.enum(['aws', 'kubectl', 'eksctl', 'terraform']), text })),
  proof: z
    .strictObject({
      before: z.enum(['allowed', 'implicitDeny', 'explicitDeny', 'unknown', 'malformed']),
      after: z.enum(['allowed', 'implicitDeny', 'explicitDeny', 'unknown', 'malformed']),
      kept: z.array(text),
      added: z.array(text),
      lost: z.tuple([]),
    })
    .nullable(),
});

/** What `check --output json` promises to those who script against it, to the letter: nothing is missing and nothing is there besides. */
export const diagnosisSchema = z
  .strictObject({
    schema: z.literal('irsa-doctor/diagnosis/v1'),
    verdict: z.enum(['healthy', 'broken', 'at-risk', 'unknown']),
    target: z.strictObject({
      cluster: orNull,
      region: orNull,
      accountId: z
        .string()
        .regex(/^\d{12}$/)
        .nullable(),
      namespace: text,
      serviceAccount: text,
      pod: orNull,
      roleArn: orNull,
      issuer: z
        .string()
        .regex(/^https:\/\//)
        .nullable(),
      subject: z.string().regex(/^system:serviceaccount:[^:]+:[^:]+$/),
      audience: orNull,
    }),
    cause: orNull,
    summary: oneLine,
    findings: z.array(finding).min(1),
    fixes: z.array(fix),
    next: z.array(oneLine.min(1)),
    calls: z
      .array(
        z.strictObject({
          api: text,
          ms: z.number().min(0),
          outcome: z.enum(['ok', 'absent', 'denied', 'failed']),
        }),
      )
      .min(1),
    durationMs: z.number().min(0),
  })
  .superRefine(({ cause, findings, fixes }, { addIssue }) => {
    const ids = findings.map(({ id }) => id);
    if (new Set(ids).size !== ids.length) addIssue('a finding is there twice');
    if (cause !== null && !ids.includes(cause)) addIssue('the cause is not among the findings');
    if (findings.some((one) => one.fix !== null && fixes[one.fix] === undefined))
      addIssue('a finding points to a fix that is not there');
  });

export type JsonDiagnosis = z.infer<typeof diagnosisSchema>;
