import type { Finding } from '../checker/vocabulary/finding.ts';

/**
 * The findings with every explanation only where it stands first: one role that cannot be read explains a dozen open questions, but need not be
 * told a dozen times. What was said before the list is told nowhere in it.
 */
export function toldOnce(findings: readonly Finding[], saidBefore: readonly string[]): readonly Finding[] {
  const told = new Set(saidBefore);
  return findings.map((finding) => {
    if (told.has(finding.explanation)) return { ...finding, explanation: '' };
    told.add(finding.explanation);
    return finding;
  });
}

/** Whether a sentence says already what another would: letter case and the final full stop aside. */
export function isSaidIn(sentence: string, explanation: string): boolean {
  const core = (text: string) => text.trim().replace(/\.$/, '').toLowerCase();
  return core(sentence).includes(core(explanation));
}
