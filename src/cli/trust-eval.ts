import { evaluateTrustPolicy } from '../checker/trust/evaluate.ts';
import { EXIT } from './exit-status.ts';
import type { CommandResult, Terminal } from './terminal.ts';
import { answerTrustCases, type TrustCase, type TrustOptions } from './trust-case.ts';

const STATUS = {
  allowed: EXIT.done,
  implicitDeny: EXIT.broken,
  explicitDeny: EXIT.broken,
  malformed: EXIT.broken,
  unknown: EXIT.unknown,
} as const;

/** `trust eval`: decides trust policies, offline. For a single one the exit status says the decision. */
export function trustEval(path: string, options: TrustOptions, terminal: Terminal): CommandResult {
  return answerTrustCases(path, options, terminal, evaluate, ({ decision }) => STATUS[decision]);
}

function evaluate({ trustPolicy, request }: TrustCase) {
  const { decision, failing, reasons } = evaluateTrustPolicy(trustPolicy, request);
  return { decision, failing, reasons };
}
