import type { DataTableBlock, KnownBlock } from '@slack/types';
import type {
  Audit,
  AuditedServiceAccount,
  AuditProgress,
  AuditRequest,
} from '../../checker/vocabulary/audit.ts';
import {
  auditScope,
  auditSummary,
  causeTitle,
  countOf,
  progressSentence,
  unreadSentence,
} from '../audit-words.ts';
import { duration } from '../duration.ts';
import { VERDICT_WORDS } from '../verdict-words.ts';
import { askedBy } from './asked-by.ts';
import { auditTable } from './audit-table.ts';
import { actions, context, header, section } from './blocks.ts';
import { checkAgainButton } from './buttons.ts';
import { code, prose } from './escape.ts';
import { fitted, fittedLines, LIMITS } from './limits.ts';
import type { SlackMessage } from './message.ts';
import { textLength } from './text-length.ts';
import { verdictLine } from './verdict-line.ts';

export interface AuditContext {
  /** The question's id: the button carries it. */
  readonly jobId: string;
  /** What the person typed. */
  readonly asked: string;
  /** Slack user id of who asked. */
  readonly user: string | null;
  /** Short id that also stands in the logs. */
  readonly reference: string;
}

const SUMMARY = 1_000;
const NAME = 330;
const TITLE = 200;
const REFERENCE = 100;
/** Beyond these the causes are single cases, and stand with their service accounts. */
const MOST_CAUSES = 12;
/** Room of each list, so that all of them stay under what a message may hold. */
const CAUSES = 2_600;
const ROWS = 3_000;
/** Somewhat less than a table alone may hold. */
const TABLE = 9_000;
const UNREAD = 2_000;
const CAUSES_IN_TEXT = 2_500;
const TABLE_TITLE = 'Service accounts, the worst first';

/**
 * An audit as a message: what it comes to, the causes with their counts, and the service accounts that need somebody, the worst first. Where room
 * is short it says how many more there are; the command line has them all.
 */
export function renderAudit(audit: Audit, { jobId, asked, user, reference }: AuditContext): SlackMessage {
  const summary = fitted(auditSummary(audit), SUMMARY, prose);
  const counted = audit.causes
    .slice(0, MOST_CAUSES)
    .map(
      (cause) =>
        `${VERDICT_WORDS[cause.verdict].mark} ${cause.count} × ${fitted(causeTitle(cause), TITLE, prose)}`,
    );
  const more = audit.causes.length - counted.length;
  const causes = more === 0 ? counted : [...counted, `… and ${more} more`];
  const concerned = audit.serviceAccounts.filter(({ verdict }) => verdict !== 'healthy');
  const listed = list(TABLE_TITLE, concerned.map(row), ROWS);
  const unread = audit.unread.map((piece) => `• ${fitted(unreadSentence(piece), SUMMARY, prose)}`);
  const blocks = (worst: readonly KnownBlock[]): readonly KnownBlock[] => [
    header(verdictLine(audit.verdict, auditScope(audit))),
    section(summary),
    ...list('Causes', causes, CAUSES),
    ...worst,
    ...list('Not read', unread, UNREAD),
    actions([checkAgainButton(jobId)]),
    context([
      `All of them, as a table: ${code(commandOf(audit))}`,
      askedBy(user, asked),
      `${countOf(audit.calls.length, 'read')} in ${duration(audit.durationMs)}, reference ${fitted(reference, REFERENCE, code)}`,
    ]),
  ];
  const room = LIMITS.messageCharacters - textLength(blocks([])) - TITLE;
  const table = auditTable(concerned, audit, Math.min(TABLE, room));
  return {
    text: [summary, fittedLines(causes, CAUSES_IN_TEXT)].filter((part) => part !== '').join('\n'),
    ...(table === null
      ? { blocks: blocks(listed) }
      : { blocks: blocks(titled(table, concerned.length)), plainBlocks: blocks(listed) }),
  };
}

function titled(table: DataTableBlock, all: number): readonly KnownBlock[] {
  const more = all - (table.rows.length - 1);
  return [section(`*${TABLE_TITLE}*${more > 0 ? `  … and ${more} more` : ''}`), table];
}

/** Stands in the thread until the audit is done; `progress` is null while nothing has been read. */
export function renderAuditPending(
  { namespace, cluster }: AuditRequest,
  progress: AuditProgress | null = null,
): SlackMessage {
  const what = namespace === null ? 'all namespaces' : `namespace ${fitted(namespace, NAME, code)}`;
  const where = cluster === null ? '' : ` of ${fitted(cluster, NAME, code)}`;
  const far = progress === null ? '' : `\n${fitted(progressSentence(progress), SUMMARY, prose)}`;
  const text = `⏳ Auditing ${what}${where}…${far}`;
  return { text, blocks: [section(text)] };
}

function list(title: string, lines: readonly string[], room: number): readonly KnownBlock[] {
  const heading = `*${title}*\n`;
  const shown = fittedLines(lines, Math.min(room, LIMITS.text) - heading.length);
  return shown === '' ? [] : [section(heading + shown)];
}

function row({ verdict, namespace, serviceAccount, leading }: AuditedServiceAccount): string {
  const name = fitted(`${namespace}/${serviceAccount}`, NAME, code);
  const told =
    leading === null
      ? VERDICT_WORDS[verdict].word
      : fitted(causeTitle({ ...leading, verdict }), TITLE, prose);
  return `${VERDICT_WORDS[verdict].mark} ${name}  ${told}`;
}

function commandOf({ cluster, namespace }: Audit): string {
  return `irsa-doctor audit${namespace === null ? '' : ` --namespace ${namespace}`} --cluster ${cluster}`;
}
