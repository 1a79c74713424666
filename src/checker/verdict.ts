import type { Verdict } from './vocabulary/diagnosis.ts';
import type { Finding } from './vocabulary/finding.ts';

/**
 * The verdict over all findings. Something that certainly fails is broken whatever could not be read; else anything that could not be judged
 * leaves the question open, and what could not be read is never healthy. What was recorded of earlier calls can only make it worse: it says
 * nothing of how things stand now, so that it neither vouches for anything nor leaves a question open.
 */
export function verdictOf(findings: readonly Pick<Finding, 'status' | 'layer'>[]): Verdict {
  const ofNow = findings.filter(({ layer }) => layer !== 'observed');
  const has = (status: Finding['status']): boolean => ofNow.some((finding) => finding.status === status);
  if (has('fail')) return 'broken';
  if (has('unknown')) return 'unknown';
  if (findings.some(({ status }) => status === 'warn')) return 'at-risk';
  return has('pass') ? 'healthy' : 'unknown';
}
