import type { AuditedServiceAccount } from '../vocabulary/audit.ts';
import type { Diagnosis, Verdict } from '../vocabulary/diagnosis.ts';
import type { Finding, FindingStatus } from '../vocabulary/finding.ts';
import type { WithIdentity } from './with-identity.ts';

/** The findings that a verdict rests on. */
const RESTS_ON: Readonly<Record<Verdict, FindingStatus | null>> = {
  broken: 'fail',
  unknown: 'unknown',
  'at-risk': 'warn',
  healthy: null,
};
/**
 * Where EKS does not say what an association holds, several findings are open, and the first of them may ask about the pods, of which everything is
 * known. The one with this id names what is not.
 */
const DESCRIBE_ASSOCIATION = 'eks:DescribePodIdentityAssociation';
const NAMES_THE_ROLE = 'pod-identity.role-missing';
const PROBLEMS: readonly FindingStatus[] = ['fail', 'warn', 'unknown'];

/** What an audit keeps of a diagnosis: the fixes and the findings in full would not fit into memory a few thousand times. */
export function auditedFrom(diagnosis: Diagnosis, { identity }: WithIdentity): AuditedServiceAccount {
  const { target, verdict, cause, summary, findings, fixes } = diagnosis;
  const leading = leadingOf(diagnosis);
  return {
    namespace: target.namespace,
    serviceAccount: target.serviceAccount,
    identity,
    verdict,
    cause,
    leading: leading === undefined ? null : { id: leading.id, title: leading.title },
    summary,
    roleArn: target.roleArn,
    problems: findings.filter(({ status }) => PROBLEMS.includes(status)).map(({ id }) => id),
    fix: (leading === undefined || leading.fix === null ? fixes[0] : fixes[leading.fix])?.title ?? null,
  };
}

function leadingOf({ verdict, cause, findings }: Diagnosis): Finding | undefined {
  const status = RESTS_ON[verdict];
  if (status === null) return undefined;
  const [first, ...others] = findings.filter((finding) => finding.status === status);
  const isOfAssociation = status === 'unknown' && first?.evidence[0]?.source === DESCRIBE_ASSOCIATION;
  const naming = isOfAssociation ? others.find(({ id }) => id === NAMES_THE_ROLE) : undefined;
  return findings.find(({ id }) => id === cause) ?? naming ?? first;
}
