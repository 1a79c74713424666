import { proposeTrustPolicy } from '../checker/trust/propose.ts';
import { EXIT } from './exit-status.ts';
import type { CommandResult, Terminal } from './terminal.ts';
import { answerTrustCases, type TrustCase, type TrustOptions } from './trust-case.ts';

/** `trust fix`: proposes corrected trust policies and proves them, offline. */
export function trustFix(path: string, options: TrustOptions, terminal: Terminal): CommandResult {
  return answerTrustCases(path, options, terminal, propose, () => EXIT.done);
}

function propose({ trustPolicy, request }: TrustCase) {
  const { proposed, edits, proof, reason } = proposeTrustPolicy(trustPolicy, request);
  return { proposed, edits, proof, reason };
}
