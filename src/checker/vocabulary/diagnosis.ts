import type { Call } from './evidence.ts';
import type { Finding } from './finding.ts';
import type { Fix } from './fix.ts';
import type { ResolvedTarget } from './target.ts';

export type Verdict = 'healthy' | 'broken' | 'at-risk' | 'unknown';

/** The answer to one question, in the shape of the schema `irsa-doctor/diagnosis/v1`. */
export interface Diagnosis {
  readonly schema: 'irsa-doctor/diagnosis/v1';
  readonly verdict: Verdict;
  readonly target: ResolvedTarget;
  /** Id of the finding that explains the failure. */
  readonly cause: string | null;
  /** One sentence for a person. */
  readonly summary: string;
  /** All rules, in causal order. */
  readonly findings: readonly Finding[];
  readonly fixes: readonly Fix[];
  /** What to do about what could not be read, in whole sentences, where no permission would help. A result that was stored earlier may lack it. */
  readonly next?: readonly string[];
  readonly calls: readonly Call[];
  readonly durationMs: number;
}
