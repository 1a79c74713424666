import type { Audit, AuditedServiceAccount } from '../checker/vocabulary/audit.ts';
import { visibleValue } from './visible.ts';

const COLUMNS: readonly (readonly [heading: string, value: (one: AuditedServiceAccount) => string])[] = [
  ['namespace', (one) => one.namespace],
  ['service_account', (one) => one.serviceAccount],
  ['verdict', (one) => one.verdict],
  ['cause', (one) => one.cause ?? ''],
  ['problems', (one) => one.problems.join(' ')],
  ['identity', (one) => one.identity],
  ['role_arn', (one) => one.roleArn ?? ''],
  ['summary', (one) => one.summary],
  ['fix', (one) => one.fix ?? ''],
];

/** By which spreadsheets know a formula. Source: OWASP, CSV injection. */
const FORMULA = /^[\s\u200b]*[=+\-@＝＋－＠]/u;

/** An audit as CSV (RFC 4180, but lines end as Unix ends them) with a line of headings, without a final line break. */
export function renderAuditCsv(audit: Pick<Audit, 'serviceAccounts'>): string {
  return [
    COLUMNS.map(([heading]) => heading),
    ...audit.serviceAccounts.map((one) => COLUMNS.map(([, value]) => cell(value(one)))),
  ]
    .map((cells) => cells.join(','))
    .join('\n');
}

/** What a spreadsheet would compute gets an apostrophe in front, which it takes as the mark of a text. */
function cell(value: string): string {
  const shown = visibleValue(FORMULA.test(value) ? `'${value}` : value);
  return /[",\n\r;]/.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}
