import type { Verdict } from '../../checker/vocabulary/diagnosis.ts';
import { VERDICT_WORDS } from '../verdict-words.ts';

const LIGHTS: Readonly<Record<Verdict, string>> = {
  healthy: '🟢',
  broken: '🔴',
  'at-risk': '🟡',
  unknown: '⚪',
};

/** "🔴 Broken: payments/api on prod-eu". A light is found in a busy channel where a tick is not. The subject is formatted already, or null. */
export function verdictLine(verdict: Verdict, subject: string | null): string {
  const line = `${LIGHTS[verdict]} ${VERDICT_WORDS[verdict].word}`;
  return subject === null ? line : `${line}: ${subject}`;
}
