import type { Verdict } from './vocabulary/diagnosis.ts';
import type { Finding } from './vocabulary/finding.ts';

/**
 * The verdict over all findings. Something that certainly fails is broken whatever could not be read; else anything that could not be judged
 * leaves the question open, and what could not be read is never healthy.
 */
export function verdictOf(findings: readonly Pick<Finding, 'status'>[]): Verdict {
  const has = (status: Finding['status']): boolean => findings.some((finding) => finding.status === status);
  if (has('fail')) return 'broken';
  if (has('unknown')) return 'unknown';
  if (has('warn')) return 'at-risk';
  return has('pass') ? 'healthy' : 'unknown';
}
