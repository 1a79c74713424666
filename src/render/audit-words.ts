import type {
  Audit,
  AuditedServiceAccount,
  AuditProgress,
  CountedCause,
} from '../checker/vocabulary/audit.ts';
import type { Verdict } from '../checker/vocabulary/diagnosis.ts';
import { VERDICT_WORDS } from './verdict-words.ts';

const ORDER: readonly Verdict[] = ['broken', 'unknown', 'at-risk', 'healthy'];

/** "all namespaces of prod-eu", "namespace payments of prod-eu". */
export function auditScope({ cluster, namespace }: Pick<Audit, 'cluster' | 'namespace'>): string {
  return `${namespace === null ? 'all namespaces' : `namespace ${namespace}`} of ${cluster}`;
}

/** "12 service accounts with an identity: 2 broken, 1 unknown, 9 healthy". */
export function auditTally({
  serviceAccounts,
  counts,
  isWhole,
}: Pick<Audit, 'serviceAccounts' | 'counts' | 'isWhole'>): string {
  const total = serviceAccounts.length;
  if (total === 0) {
    return isWhole
      ? 'no service account with an identity was found'
      : 'it is not known which service accounts have an identity';
  }
  const parts = ORDER.filter((verdict) => counts[verdict] > 0).map(
    (verdict) => `${thousands(counts[verdict])} ${VERDICT_WORDS[verdict].word.toLowerCase()}`,
  );
  return `${countOf(total, 'service account')} with an identity: ${parts.join(', ')}`;
}

/** What the audit comes to, in one or two sentences. */
export function auditSummary(audit: Audit): string {
  const tally = `In ${auditScope(audit)}, ${auditTally(audit)}.`;
  return audit.isWhole || audit.serviceAccounts.length === 0
    ? tally
    : `${tally} Others may be missing, because not all that tells who has an identity could be read.`;
}

/** One sentence on something that was not read, and what would help. */
export function unreadSentence(piece: Audit['unread'][number]): string {
  const { subject, permission } = piece;
  const reason = piece.reason.replace(/\.$/, '');
  if (piece.state === 'left-out')
    return `The ${subject} ${piece.count === 1 ? 'was' : 'were'} not read: ${reason}.`;
  const sentence = `${subject.charAt(0).toUpperCase()}${subject.slice(1)} could not be read: ${reason}`;
  return permission === null ? `${sentence}.` : `${sentence}; grant ${permission}.`;
}

/** The role without what all roles of an account have in common; the account stays where it is not the cluster's. */
export function roleInShort(
  { roleArn }: AuditedServiceAccount,
  { accountId }: Pick<Audit, 'accountId'>,
): string {
  if (roleArn === null) return '';
  const name = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  const account = roleArn.split(':')[4] ?? '';
  return account === accountId || account === '' ? name : `${account}/${name}`;
}

/** What is wrong, or what is not known: a finding that could not be judged has the title of what should be so. */
export function causeTitle({ title, verdict }: Pick<CountedCause, 'title' | 'verdict'>): string {
  return verdict === 'unknown' ? `Not known: ${title.charAt(0).toLowerCase()}${title.slice(1)}` : title;
}

/** How far it has come, for people who wait. */
export function progressSentence(progress: AuditProgress): string {
  return progress.step === 'read'
    ? `Read ${progress.subject}: ${thousands(progress.count)}`
    : `Diagnosed ${thousands(progress.done)} of ${countOf(progress.total, 'service account')}`;
}

/** "1 service account", "1,204 service accounts". */
export function countOf(count: number, noun: string): string {
  return `${thousands(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function thousands(count: number): string {
  return count.toLocaleString('en-US');
}
