import type { Diagnosis } from '../../src/checker/vocabulary/diagnosis.ts';
import { broken } from './diagnoses.ts';

const CONTROLS = '\u001b[2J\u001b]0;owned\u0007\u009b31m\r\u202e\u200b';
const MENTIONS =
  '<!channel> <@U0000000> @here *bold* _it_ ~no~ `code` ```block``` :aws: &lt; >quote https://evil.example';

/** Every text from outside says something that a renderer must not obey. */
export const hostile: Diagnosis = {
  schema: 'irsa-doctor/diagnosis/v1',
  verdict: 'broken',
  target: {
    ...broken.target,
    cluster: `<!channel>${CONTROLS}`,
    namespace: '<!here|x>',
    serviceAccount: `a\`b*${CONTROLS}`,
    roleArn: 'arn:aws:iam::111122223333:role/x?next=https://evil.example/#',
  },
  cause: 'service-account.annotation-whitespace',
  summary: `Look: ${MENTIONS} ${CONTROLS}`,
  findings: [
    {
      id: 'service-account.annotation-whitespace',
      layer: 'service-account',
      status: 'fail',
      title: `Stray ${MENTIONS}${CONTROLS}`,
      expected: broken.target.roleArn,
      actual: ` ${broken.target.roleArn}\n${CONTROLS} `,
      explanation: MENTIONS,
      evidence: [{ source: `iam:${CONTROLS}`, subject: MENTIONS }],
      fix: 0,
    },
    {
      id: 'trust.condition-failed',
      layer: 'trust-policy',
      status: 'fail',
      title: MENTIONS,
      expected: MENTIONS,
      actual: '`'.repeat(50),
      explanation: MENTIONS,
      evidence: [],
      fix: null,
    },
  ],
  fixes: [
    {
      kind: 'annotation',
      title: MENTIONS + CONTROLS,
      notes: [MENTIONS, CONTROLS],
      document: { Version: MENTIONS, Statement: [{ Sid: CONTROLS }] },
      diff: `-${MENTIONS}\n+${CONTROLS}\n`,
      commands: [{ tool: 'kubectl', text: `kubectl annotate '${MENTIONS}'\n${CONTROLS}` }],
      proof: { before: 'implicitDeny', after: 'allowed', kept: [MENTIONS], added: [CONTROLS], lost: [] },
    },
  ],
  calls: [{ api: CONTROLS, ms: 1, outcome: 'failed' }],
  durationMs: 5,
};

const LONG = `${'&'.repeat(5_000)}${'😀'.repeat(2_500)}`;

/** Every text is 10,000 characters long, most of which grow when they are escaped. */
export const long: Diagnosis = {
  ...broken,
  target: { ...broken.target, cluster: LONG, namespace: LONG, serviceAccount: LONG },
  summary: LONG,
  findings: broken.findings.map((each) => ({
    ...each,
    title: LONG,
    explanation: LONG,
    expected: `system:serviceaccount:${LONG}:api`,
    actual: `system:serviceaccount:x${LONG}:api`,
    evidence: [{ source: LONG, subject: `${each.id} ${LONG}` }],
  })),
  fixes: broken.fixes.map((fix) => ({
    ...fix,
    title: LONG,
    notes: [LONG, LONG, LONG, LONG, LONG, LONG],
    diff: LONG,
    commands: [{ tool: 'terraform', text: LONG }],
    proof: { before: 'implicitDeny', after: 'allowed', kept: [LONG, LONG], added: [LONG], lost: [] },
  })),
};
