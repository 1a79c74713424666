import type { Diagnosis } from '../../src/checker/vocabulary/diagnosis.ts';
import type { Finding } from '../../src/checker/vocabulary/finding.ts';
import type { Fix } from '../../src/checker/vocabulary/fix.ts';
import type { ResolvedTarget } from '../../src/checker/vocabulary/target.ts';

const ISSUER = 'oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF';
const ROLE_ARN = 'arn:aws:iam::111122223333:role/teams/payments-api';

const target: ResolvedTarget = {
  cluster: 'prod-eu',
  region: 'eu-west-1',
  accountId: '111122223333',
  namespace: 'payments',
  serviceAccount: 'api',
  pod: null,
  roleArn: ROLE_ARN,
  issuer: `https://${ISSUER}`,
  subject: 'system:serviceaccount:payments:api',
  audience: 'sts.amazonaws.com',
};

function finding(part: Pick<Finding, 'id' | 'layer' | 'title'> & Partial<Finding>): Finding {
  return { status: 'pass', expected: null, actual: null, explanation: '', evidence: [], fix: null, ...part };
}

const passes: readonly Finding[] = [
  finding({
    id: 'service-account.missing',
    layer: 'service-account',
    title: 'The service account exists',
    evidence: [{ source: 'kubernetes:get serviceaccounts', subject: 'service account payments/api' }],
  }),
  finding({
    id: 'service-account.annotation-missing',
    layer: 'service-account',
    title: 'The service account names a role',
  }),
  finding({
    id: 'pod.not-mutated',
    layer: 'pod',
    title: 'Pods carry the AWS variables and token',
    evidence: [{ source: 'kubernetes:list pods', subject: 'pods of payments' }],
  }),
  finding({
    id: 'cluster.no-issuer',
    layer: 'cluster',
    title: 'The cluster has an OIDC issuer',
    evidence: [{ source: 'eks:DescribeCluster', subject: 'cluster prod-eu' }],
  }),
  finding({
    id: 'provider.missing',
    layer: 'provider',
    title: "The role's account has an OIDC provider for the cluster",
    evidence: [{ source: 'iam:GetOpenIDConnectProvider', subject: `provider ${ISSUER}` }],
  }),
  finding({
    id: 'role.missing',
    layer: 'role',
    title: 'The role exists',
    evidence: [{ source: 'iam:GetRole', subject: 'role payments-api' }],
  }),
];

const document = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${ISSUER}` },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: {
          [`${ISSUER}:sub`]: ['system:serviceaccount:payments:api', 'system:serviceaccount:payments:worker'],
          [`${ISSUER}:aud`]: 'sts.amazonaws.com',
        },
      },
    },
  ],
};

const trustFix: Fix = {
  kind: 'trust-policy',
  title: 'Let system:serviceaccount:payments:api into role payments-api',
  notes: ['The subject of statement 0 becomes payments:api; payments:worker stays.'],
  document,
  diff: [
    '--- trust policy of payments-api',
    '+++ corrected',
    '@@ -9,3 +9,3 @@',
    '         "StringEquals": {',
    `-          "${ISSUER}:sub": ["system:serviceaccount:payment:api", "system:serviceaccount:payments:worker"],`,
    `+          "${ISSUER}:sub": ["system:serviceaccount:payments:api", "system:serviceaccount:payments:worker"],`,
    `           "${ISSUER}:aud": "sts.amazonaws.com"`,
    '',
  ].join('\n'),
  commands: [
    {
      tool: 'aws',
      text: `aws iam update-assume-role-policy --role-name payments-api --policy-document '${JSON.stringify(document)}'`,
    },
  ],
  proof: {
    before: 'implicitDeny',
    after: 'allowed',
    kept: ['system:serviceaccount:payments:worker'],
    added: ['system:serviceaccount:payments:api'],
    lost: [],
  },
};

const calls: Diagnosis['calls'] = [
  { api: 'kubernetes:get serviceaccounts', ms: 14.26, outcome: 'ok' },
  { api: 'kubernetes:list pods', ms: 18.9, outcome: 'ok' },
  { api: 'eks:DescribeCluster', ms: 120.04, outcome: 'ok' },
  { api: 'iam:GetRole', ms: 1204.5, outcome: 'ok' },
];

export const broken: Diagnosis = {
  schema: 'irsa-doctor/diagnosis/v1',
  verdict: 'broken',
  target,
  cause: 'trust.subject-mismatch',
  summary:
    'The trust policy of role payments-api lets in payment/api, but the pods are payments/api, so STS turns them away.',
  findings: [
    ...passes,
    finding({
      id: 'role.arn-differs',
      layer: 'role',
      status: 'fail',
      title: 'The annotation names the role without its path',
      expected: ROLE_ARN,
      actual: 'arn:aws:iam::111122223333:role/payments-api',
      explanation: 'STS compares the whole ARN, path included.',
      evidence: [{ source: 'iam:GetRole', subject: 'role payments-api' }],
      fix: 1,
    }),
    finding({
      id: 'trust.subject-mismatch',
      layer: 'trust-policy',
      status: 'fail',
      title: 'The trust policy names another namespace or service account',
      expected: 'system:serviceaccount:payments:api',
      actual: 'system:serviceaccount:payment:api',
      explanation:
        'The namespace is payment in the condition and payments in the token. Correct the value of the sub condition; the audience is right.',
      evidence: [{ source: 'iam:GetRole', subject: 'role payments-api' }],
      fix: 0,
    }),
  ],
  fixes: [
    trustFix,
    {
      kind: 'annotation',
      title: `Annotate the service account with ${ROLE_ARN}`,
      notes: ['Pods must be restarted to see it.'],
      document: null,
      diff: null,
      commands: [
        {
          tool: 'kubectl',
          text: `kubectl -n payments annotate serviceaccount api --overwrite 'eks.amazonaws.com/role-arn=${ROLE_ARN}'`,
        },
      ],
      proof: null,
    },
  ],
  calls,
  durationMs: 1348.4,
};

export const healthy: Diagnosis = {
  schema: 'irsa-doctor/diagnosis/v1',
  verdict: 'healthy',
  target: { ...target, pod: 'api-7f9c-x2x' },
  cause: null,
  summary: 'Pods of payments/api can assume role payments-api.',
  findings: passes,
  fixes: [],
  calls,
  durationMs: 310.6,
};

export const atRisk: Diagnosis = {
  schema: 'irsa-doctor/diagnosis/v1',
  verdict: 'at-risk',
  target: { ...target, roleArn: 'arn:aws-cn:iam::111122223333:role/payments-api', region: 'cn-north-1' },
  cause: null,
  summary: 'It works, but any service account of the cluster can assume the role.',
  findings: [
    ...passes,
    finding({
      id: 'trust.too-broad',
      layer: 'trust-policy',
      status: 'warn',
      title: 'The trust policy lets in more than it should',
      expected: 'system:serviceaccount:payments:api',
      actual: 'system:serviceaccount:*:*',
      explanation: 'StringLike with system:serviceaccount:*:* lets in every pod that can mount a token.',
      evidence: [{ source: 'iam:GetRole', subject: 'role payments-api' }],
    }),
  ],
  fixes: [],
  calls,
  durationMs: 999.7,
};

export const unknown: Diagnosis = {
  schema: 'irsa-doctor/diagnosis/v1',
  verdict: 'unknown',
  target: { ...target, cluster: null, region: null, accountId: null, issuer: null, audience: null },
  cause: null,
  summary: 'The role could not be read: the bot lacks iam:GetRole on payments-api.',
  findings: [
    ...passes.slice(0, 5),
    finding({
      id: 'role.missing',
      layer: 'role',
      status: 'unknown',
      title: 'Whether the role exists',
      explanation: 'Access was denied. Grant iam:GetRole to the bot and ask again.',
      evidence: [{ source: 'iam:GetRole', subject: 'role payments-api' }],
    }),
    finding({
      id: 'trust.subject-mismatch',
      layer: 'trust-policy',
      status: 'skipped',
      title: 'The trust policy names this service account',
    }),
  ],
  fixes: [],
  calls: [...calls.slice(0, 3), { api: 'iam:GetRole', ms: 33, outcome: 'denied' }],
  durationMs: 160,
};

export const unreached: Diagnosis = {
  ...unknown,
  target: { ...target, roleArn: null, issuer: null },
  summary:
    'It is not known whether payments/api on prod-eu works: service account payments/api could not be read: it answered HTTP 503 (and 1 more that could not be judged).',
  findings: [
    finding({
      id: 'service-account.missing',
      layer: 'service-account',
      status: 'unknown',
      title: 'Whether the service account exists',
      explanation: 'Service account payments/api could not be read: it answered HTTP 503.',
      evidence: [{ source: 'kubernetes:get serviceaccounts', subject: 'service account payments/api' }],
    }),
    finding({
      id: 'pod.opted-out',
      layer: 'pod',
      status: 'unknown',
      title: 'Whether a label keeps the pod from the identity webhook',
      explanation: 'Pods of namespace payments could not be read: it answered HTTP 503.',
      evidence: [{ source: 'kubernetes:list pods', subject: 'pods of namespace payments' }],
    }),
  ],
  next: [
    "See whether the API server is well, by `kubectl get --raw /readyz` and on EKS by the cluster's health, and ask again.",
  ],
  calls: calls.slice(0, 2).map((call) => ({ ...call, outcome: 'failed' })),
};
