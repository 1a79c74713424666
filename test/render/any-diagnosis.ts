import fc from 'fast-check';
import type { Diagnosis } from '../../src/checker/vocabulary/diagnosis.ts';
import { type Finding, LAYERS } from '../../src/checker/vocabulary/finding.ts';
import type { Fix } from '../../src/checker/vocabulary/fix.ts';

/** Pieces that break renderers, so that random text holds them more often than chance would. */
const nasty = fc.constantFrom(
  '<!channel>',
  '<@U1>',
  '@here',
  '`',
  '```',
  '*',
  '_',
  '~',
  '&',
  '&amp;',
  '>',
  '\n',
  '\r',
  '\u001b[31m',
  '\u009b',
  '\u202e',
  '\u200b',
  '\ud83d',
  '\u{e0041}',
  '😀',
  ':aws:',
  '  ',
  '',
  'system:serviceaccount:a:b',
  'https://x.example/?a=1&b=2',
  '"',
  "'",
);

const text = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .array(fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 12 })
      .map((parts) => parts.join('')),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(nasty, fc.integer({ min: 1, max: 6_000 })).map(([part, times]) => part.repeat(times)),
  },
);
const textOrNull = fc.option(text);

const finding: fc.Arbitrary<Finding> = fc.record({
  id: text,
  layer: fc.constantFrom(...LAYERS),
  status: fc.constantFrom('fail', 'warn', 'pass', 'unknown', 'skipped'),
  title: text,
  expected: textOrNull,
  actual: textOrNull,
  explanation: text,
  evidence: fc.array(fc.record({ source: text, subject: text }), { maxLength: 3 }),
  fix: fc.option(fc.nat({ max: 6 })),
});

const decision = fc.constantFrom('allowed', 'implicitDeny', 'explicitDeny', 'unknown', 'malformed');

const fix: fc.Arbitrary<Fix> = fc.record({
  kind: fc.constantFrom('trust-policy', 'annotation', 'oidc-provider', 'restart-pods', 'pod-spec'),
  title: text,
  notes: fc.array(text, { maxLength: 8 }),
  document: fc.option(
    fc.record({
      Version: text,
      Statement: fc.array(fc.dictionary(text, text, { maxKeys: 3 }), { maxLength: 3 }),
    }),
  ),
  diff: textOrNull,
  commands: fc.array(fc.record({ tool: fc.constantFrom('aws', 'kubectl', 'eksctl', 'terraform'), text }), {
    maxLength: 30,
  }),
  proof: fc.option(
    fc.record({
      before: decision,
      after: decision,
      kept: fc.array(text, { maxLength: 6 }),
      added: fc.array(text, { maxLength: 6 }),
      lost: fc.array(text, { maxLength: 2 }),
    }),
  ),
});

/** Any diagnosis that the types allow, and many that the checker would never make. */
export const anyDiagnosis: fc.Arbitrary<Diagnosis> = fc.record({
  schema: fc.constant('irsa-doctor/diagnosis/v1'),
  verdict: fc.constantFrom('healthy', 'broken', 'at-risk', 'unknown'),
  target: fc.record({
    cluster: textOrNull,
    region: textOrNull,
    accountId: textOrNull,
    namespace: text,
    serviceAccount: text,
    pod: textOrNull,
    roleArn: fc.option(
      fc.oneof(
        text,
        text.map((name) => `arn:aws:iam::111122223333:role/${name}`),
      ),
    ),
    issuer: textOrNull,
    subject: text,
    audience: textOrNull,
  }),
  cause: textOrNull,
  summary: text,
  findings: fc.array(finding, { maxLength: 40 }),
  fixes: fc.array(fix, { maxLength: 6 }),
  next: fc.array(text, { maxLength: 3 }),
  calls: fc.array(
    fc.record({
      api: text,
      ms: fc.double({ min: 0, max: 1e6, noNaN: true }),
      outcome: fc.constantFrom('ok', 'absent', 'denied', 'failed'),
    }),
    { maxLength: 10 },
  ),
  durationMs: fc.double({ min: 0, max: 1e6, noNaN: true }),
});
