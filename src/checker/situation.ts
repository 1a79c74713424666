import type { Evaluation, TrustRequest } from './trust/types.ts';
import type { Evidence } from './vocabulary/evidence.ts';
import type { Symptom } from './vocabulary/symptom.ts';
import type { ResolvedTarget } from './vocabulary/target.ts';

/** The evidence and all that follows from it, worked out once, for the rules to look at. */
export interface Situation {
  readonly evidence: Evidence;
  readonly target: ResolvedTarget;
  /** What the pasted error says, where the question came from one. */
  readonly symptom: Symptom | null;
  /** When the evidence was read, in milliseconds since the epoch, for date conditions. */
  readonly epochMs: number;
  /** The request that STS would put to the trust policy; null where issuer or role are not known. */
  readonly request: TrustRequest | null;
  /** The live trust policy evaluated for that request; null where either is not known. */
  readonly trust: Evaluation | null;
}
