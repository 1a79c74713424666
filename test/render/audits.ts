import type { Audit, AuditedServiceAccount } from '../../src/checker/vocabulary/audit.ts';

export function anAudited(changes: Partial<AuditedServiceAccount> = {}): AuditedServiceAccount {
  return {
    namespace: 'payments',
    serviceAccount: 'api',
    identity: 'role-annotation',
    verdict: 'broken',
    cause: 'trust.subject-mismatch',
    leading: { id: 'trust.subject-mismatch', title: 'The trust policy names another service account' },
    summary: 'payments/api on prod-eu is broken: the trust policy names another service account.',
    roleArn: 'arn:aws:iam::111122223333:role/payments-api',
    problems: ['trust.subject-mismatch', 'trust.too-broad'],
    fix: 'Correct the trust policy of role payments-api',
    ...changes,
  };
}

export const HEALTHY = anAudited({
  serviceAccount: 'web',
  verdict: 'healthy',
  cause: null,
  leading: null,
  summary: 'payments/web on prod-eu can assume role payments-web.',
  roleArn: 'arn:aws:iam::444455556666:role/payments-web',
  problems: [],
  fix: null,
});

export const UNKNOWN = anAudited({
  serviceAccount: 'jobs',
  verdict: 'unknown',
  cause: null,
  leading: { id: 'role.missing', title: 'The role exists' },
  problems: ['role.missing'],
  fix: null,
});

export function anAudit(changes: Partial<Audit> = {}): Audit {
  return {
    schema: 'irsa-doctor/audit/v1',
    verdict: 'broken',
    cluster: 'prod-eu',
    region: 'eu-west-1',
    accountId: '111122223333',
    namespace: null,
    counts: { broken: 1, unknown: 1, 'at-risk': 0, healthy: 1 },
    causes: [
      {
        id: 'trust.subject-mismatch',
        title: 'The trust policy names another service account',
        verdict: 'broken',
        count: 1,
      },
      { id: 'role.missing', title: 'The role exists', verdict: 'unknown', count: 1 },
    ],
    serviceAccounts: [anAudited(), UNKNOWN, HEALTHY],
    unread: [
      {
        state: 'unreadable',
        source: 'iam:ListRoles',
        subject: 'roles of account 444455556666',
        reason: 'access was denied',
        permission: 'iam:ListRoles on arn:aws:iam::444455556666:role/*',
        cause: 'denied',
      },
    ],
    isWhole: true,
    calls: [{ api: 'iam:ListRoles', ms: 12.345, outcome: 'ok' }],
    durationMs: 321.6,
    ...changes,
  };
}
