import type { Diagnosis } from '../checker/vocabulary/diagnosis.ts';
import type { Finding } from '../checker/vocabulary/finding.ts';

/**
 * The finding that explains the verdict: the cause or another failure, else the first risk, else the first thing that could not be read; null when
 * all is well.
 */
export function leadingFinding({ verdict, cause, findings }: Diagnosis): Finding | null {
  if (verdict === 'healthy') return null;
  return (
    findings.find(({ id }) => id === cause) ??
    findings.find(({ status }) => status === 'fail') ??
    findings.find(({ status }) => status === 'warn') ??
    findings.find(({ status }) => status === 'unknown') ??
    null
  );
}
