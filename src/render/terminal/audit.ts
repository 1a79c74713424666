import type { Audit, AuditedServiceAccount } from '../../checker/vocabulary/audit.ts';
import type { Verdict } from '../../checker/vocabulary/diagnosis.ts';
import { auditScope, auditTally, causeTitle, countOf, roleInShort, unreadSentence } from '../audit-words.ts';
import { duration } from '../duration.ts';
import { VERDICT_WORDS } from '../verdict-words.ts';
import { plainSentence, visibleValue } from '../visible.ts';
import { type Page, type PageOptions, page as pageFor } from './page.ts';
import { indented, wrap } from './wrap.ts';

const INDENT = '  ';
const GAP = '  ';

/**
 * An audit as text for a terminal or a log, without a final line break: the tally, the causes with their counts, a table with the worst first,
 * and what was not read. Names and ids are never cut, since people copy them.
 */
export function renderAuditText(audit: Audit, options: PageOptions): string {
  const page = pageFor(options);
  const parts: readonly (readonly string[])[] = [
    [headline(audit, page)],
    wrap(plainSentence(sentence(audit)), page.width),
    causeLines(audit, page),
    tableLines(audit, page),
    unreadLines(audit, page),
    [page.colors.dim(`${countOf(audit.calls.length, 'read')} in ${duration(audit.durationMs)}`)],
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function headline(audit: Audit, { colors }: Page): string {
  const { mark, word } = VERDICT_WORDS[audit.verdict];
  const verdict = colors.bold(painter(audit.verdict, colors)(`${mark} ${word}`));
  return `${verdict}  ${colors.bold(visibleValue(auditScope(audit)))}`;
}

function sentence(audit: Audit): string {
  const tally = auditTally(audit);
  const told = `${tally.charAt(0).toUpperCase()}${tally.slice(1)}.`;
  return audit.isWhole || audit.serviceAccounts.length === 0
    ? told
    : `${told} Others may be missing: see what was not read.`;
}

function causeLines({ causes }: Audit, { colors }: Page): readonly string[] {
  if (causes.length === 0) return [];
  const width = Math.max(...causes.map(({ count }) => String(count).length));
  const wide = Math.max(...causes.map(({ id }) => id.length));
  return [
    colors.bold('Causes'),
    ...causes.map(
      ({ id, title, count, verdict }) =>
        `${INDENT}${String(count).padStart(width)}${GAP}${painter(verdict, colors)(visibleValue(id).padEnd(wide))}${GAP}${plainSentence(causeTitle({ title, verdict }))}`,
    ),
  ];
}

function tableLines(audit: Audit, { colors }: Page): readonly string[] {
  if (audit.serviceAccounts.length === 0) return [];
  const rows = audit.serviceAccounts.map((one) => ({ verdict: one.verdict, cells: cellsOf(one, audit) }));
  const headings = ['VERDICT', 'SERVICE ACCOUNT', 'CAUSE', 'ROLE'];
  const widths = headings.map((heading, column) =>
    rows.reduce((widest, { cells }) => Math.max(widest, cells[column]?.length ?? 0), heading.length),
  );
  const line = (cells: readonly string[]) =>
    cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(GAP);
  return [
    colors.dim(line(headings).trimEnd()),
    ...rows.map(({ verdict, cells: [first = '', ...rest] }) => {
      const padded = first.padEnd(widths[0] ?? 0);
      const others = rest.map((cell, column) => cell.padEnd(widths[column + 1] ?? 0)).join(GAP);
      return `${painter(verdict, colors)(padded)}${GAP}${others}`.trimEnd();
    }),
  ];
}

function cellsOf(one: AuditedServiceAccount, audit: Audit): readonly string[] {
  const { mark, word } = VERDICT_WORDS[one.verdict];
  return [
    `${mark} ${word}`,
    visibleValue(`${one.namespace}/${one.serviceAccount}`),
    visibleValue(one.leading?.id ?? '–'),
    visibleValue(roleInShort(one, audit)),
  ];
}

function unreadLines({ unread }: Audit, { colors, width }: Page): readonly string[] {
  if (unread.length === 0) return [];
  const sentences = unread.flatMap((piece) =>
    indented(wrap(plainSentence(unreadSentence(piece)), width - INDENT.length), INDENT),
  );
  return [colors.bold('Not read'), ...sentences];
}

function painter(verdict: Verdict, colors: Page['colors']): (text: string) => string {
  const painters: Readonly<Record<Verdict, (text: string) => string>> = {
    healthy: colors.green,
    broken: colors.red,
    'at-risk': colors.yellow,
    unknown: colors.magenta,
  };
  return painters[verdict];
}
