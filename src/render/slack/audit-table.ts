import type { DataTableBlock, RawTextElement } from '@slack/types';
import type { Audit, AuditedServiceAccount } from '../../checker/vocabulary/audit.ts';
import { causeTitle, roleInShort } from '../audit-words.ts';
import { VERDICT_WORDS } from '../verdict-words.ts';
import { visibleValue } from '../visible.ts';
import { fitted, LIMITS } from './limits.ts';
import { textLength } from './text-length.ts';

const NAME = 330;
const TITLE = 200;
const ROLE = 80;
const PAGE = 10;
const CAPTION = 'Each with its verdict, what is wrong, and its role';

/** Service accounts as a table to leaf through and to sort, as many as `room` characters hold, the first ones first; null where that is none. */
export function auditTable(
  serviceAccounts: readonly AuditedServiceAccount[],
  audit: Pick<Audit, 'accountId'>,
  room: number,
): DataTableBlock | null {
  const head = ['Verdict', 'Service account', 'Cause', 'Role'].map(raw);
  const rows: RawTextElement[][] = [];
  let left = room - textLength(head);
  for (const each of serviceAccounts.slice(0, LIMITS.tableRows - 1)) {
    const row = cells(each, audit);
    left -= textLength(row);
    if (left < 0) break;
    rows.push(row);
  }
  if (rows.length === 0) return null;
  return {
    type: 'data_table',
    caption: CAPTION,
    rows: [head, ...rows],
    page_size: PAGE,
    row_header_column_index: 1,
  };
}

function cells(account: AuditedServiceAccount, audit: Pick<Audit, 'accountId'>): RawTextElement[] {
  const { verdict, namespace, serviceAccount, leading } = account;
  const { mark, word } = VERDICT_WORDS[verdict];
  return [
    raw(`${mark} ${word}`),
    raw(fitted(`${namespace}/${serviceAccount}`, NAME, visibleValue)),
    raw(leading === null ? '–' : fitted(causeTitle({ ...leading, verdict }), TITLE, visibleValue)),
    raw(fitted(roleInShort(account, audit), ROLE, visibleValue)),
  ];
}

/** Slack reads no markup in it, and refuses it without text. */
function raw(text: string): RawTextElement {
  return { type: 'raw_text', text: text === '' ? '–' : text };
}
