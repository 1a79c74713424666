import type { Audit } from '../checker/vocabulary/audit.ts';
import { jsonText } from './json-text.ts';

/** An audit as the documented schema `irsa-doctor/audit/v1`: indented JSON without a final line break, members in the documented order. */
export function renderAuditJson(audit: Audit): string {
  const { counts } = audit;
  return jsonText({
    schema: audit.schema,
    verdict: audit.verdict,
    cluster: audit.cluster,
    region: audit.region,
    accountId: audit.accountId,
    namespace: audit.namespace,
    isWhole: audit.isWhole,
    counts: {
      broken: counts.broken,
      unknown: counts.unknown,
      'at-risk': counts['at-risk'],
      healthy: counts.healthy,
    },
    causes: audit.causes.map(({ id, title, verdict, count }) => ({ id, title, verdict, count })),
    serviceAccounts: audit.serviceAccounts.map((one) => ({
      namespace: one.namespace,
      serviceAccount: one.serviceAccount,
      identity: one.identity,
      verdict: one.verdict,
      cause: one.cause,
      summary: one.summary,
      roleArn: one.roleArn,
      problems: one.problems,
      fix: one.fix,
    })),
    unread: audit.unread.map(({ source, subject, reason, permission }) => ({
      source,
      subject,
      reason,
      permission,
    })),
    calls: audit.calls.map(({ api, ms, outcome }) => ({ api, ms: Math.round(ms * 10) / 10, outcome })),
    durationMs: Math.round(audit.durationMs),
  });
}
