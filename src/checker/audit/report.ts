import type { AuditedServiceAccount, CountedCause } from '../vocabulary/audit.ts';
import type { Verdict } from '../vocabulary/diagnosis.ts';
import type { Unreadable } from '../vocabulary/evidence.ts';

/** What is not known comes right after what is broken: it may be broken as well. */
const WORST_FIRST: readonly Verdict[] = ['broken', 'unknown', 'at-risk', 'healthy'];

/** How many service accounts have each verdict. */
export function countVerdicts(all: readonly AuditedServiceAccount[]): Readonly<Record<Verdict, number>> {
  const counts = { broken: 0, unknown: 0, 'at-risk': 0, healthy: 0 };
  for (const { verdict } of all) counts[verdict] += 1;
  return counts;
}

/** The worst of all verdicts. `isWhole` is false where others may be missing: then nothing is better than unknown. */
export function worstVerdict(counts: Readonly<Record<Verdict, number>>, isWhole: boolean): Verdict {
  const worst = WORST_FIRST.find((verdict) => counts[verdict] > 0) ?? 'healthy';
  return isWhole || worst === 'broken' ? worst : 'unknown';
}

/** The leading findings with the number of service accounts that have each: worst verdict first, the most frequent first. */
export function countCauses(all: readonly AuditedServiceAccount[]): readonly CountedCause[] {
  const causes = new Map<string, CountedCause>();
  for (const { leading, verdict } of all) {
    if (leading === null) continue;
    const key = `${verdict} ${leading.id}`;
    causes.set(key, { ...leading, verdict, count: (causes.get(key)?.count ?? 0) + 1 });
  }
  return [...causes.values()].sort(
    (a, b) => rankOf(a.verdict) - rankOf(b.verdict) || b.count - a.count || compare(a.id, b.id),
  );
}

/** The worst first; those with the same cause together, the most frequent cause first; then by name. */
export function worstFirst(
  all: readonly AuditedServiceAccount[],
  causes: readonly CountedCause[],
): readonly AuditedServiceAccount[] {
  const places = new Map(causes.map(({ verdict, id }, place) => [`${verdict} ${id}`, place]));
  const placeOf = ({ verdict, leading }: AuditedServiceAccount) =>
    places.get(`${verdict} ${leading?.id}`) ?? places.size;
  return all.toSorted(
    (a, b) =>
      rankOf(a.verdict) - rankOf(b.verdict) ||
      placeOf(a) - placeOf(b) ||
      compare(a.namespace, b.namespace) ||
      compare(a.serviceAccount, b.serviceAccount),
  );
}

/** What could not be read, each once: one right that is missing hinders many reads. */
export function eachOnce(unread: readonly Unreadable[]): readonly Unreadable[] {
  const byReason = new Map(
    unread.map((piece) => [piece.permission ?? `${piece.source} ${piece.reason}`, piece]),
  );
  return [...byReason.values()];
}

function rankOf(verdict: Verdict): number {
  return WORST_FIRST.indexOf(verdict);
}

/** By code units: the same order on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
