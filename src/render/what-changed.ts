import type { Diagnosis, Verdict } from '../checker/vocabulary/diagnosis.ts';
import { VERDICT_WORDS } from './verdict-words.ts';

/** What an answer comes to, so that the next one can be compared with it. `cause` is a rule's id and `title` its words. */
export interface Standing {
  readonly verdict: Verdict;
  readonly cause: string | null;
  readonly title: string | null;
}

export function standingOf({ verdict, cause, findings }: Diagnosis): Standing {
  return { verdict, cause, title: findings.find(({ id }) => id === cause)?.title ?? null };
}

/**
 * "Broken → Healthy: mended is …" for a person who changed something and wants to know whether it helped. A cause that could not be looked
 * at this time is never called mended.
 */
export function whatChanged(before: Standing, diagnosis: Diagnosis): string {
  const now = standingOf(diagnosis);
  const step = `${VERDICT_WORDS[before.verdict].word} → ${VERDICT_WORDS[now.verdict].word}`;
  if (before.cause === null) return `${step}: ${withoutEarlierCause(before, now)}.`;
  const earlier = named(before);
  if (now.cause === before.cause) return `${step}: the cause is still there, ${earlier}.`;
  const status = diagnosis.findings.find(({ id }) => id === before.cause)?.status;
  // A rule that has nothing to look at any more is skipped; where all is well that is as good as passed.
  switch (status === 'skipped' && now.verdict === 'healthy' ? 'pass' : status) {
    case 'pass':
      return now.cause === null
        ? `${step}: the cause is mended, ${earlier}.`
        : `${step}: the earlier cause is mended, ${earlier}, and another stands now, ${named(now)}.`;
    case 'fail':
    case 'warn':
      return now.cause === null
        ? `${step}: the earlier cause is still there, ${earlier}.`
        : `${step}: the earlier cause is still there, ${earlier}, and another comes before it now, ${named(now)}.`;
    default:
      return now.cause === null
        ? `${step}: the earlier cause could not be looked at this time, ${earlier}.`
        : `${step}: another cause stands before the earlier one now, ${named(now)}.`;
  }
}

function withoutEarlierCause(before: Standing, now: Standing): string {
  if (now.cause !== null) return `there is a cause now, ${named(now)}`;
  return now.verdict === before.verdict ? 'nothing changed' : 'no single cause before or now';
}

function named({ title, cause }: Standing): string {
  return title === null ? `\`${cause}\`` : `“${title}”`;
}
