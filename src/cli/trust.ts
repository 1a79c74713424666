import { z } from 'zod';
import { evaluateTrustPolicy } from '../checker/trust/evaluate.ts';
import { proposeTrustPolicy } from '../checker/trust/propose.ts';
import type { JsonValue, TrustRequest } from '../checker/trust/types.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { answerJsonLines } from './json-lines.ts';
import { readInput } from './read-input.ts';
import type { CommandResult, Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const caseSchema = z.object({
  id: z.unknown().transform((id): unknown => id ?? null),
  trustPolicy: z.custom<JsonValue>((value) => value !== undefined, 'the trust policy is missing'),
  accountId: z.string('write the account id of the role as text'),
  issuer: z.string('write the issuer of the token'),
  sub: z.string('write the subject of the token'),
  aud: z.string('write the audience of the token').default('sts.amazonaws.com'),
});
type Case = z.infer<typeof caseSchema>;

export interface TrustOptions {
  readonly jsonl: boolean;
}

/** `trust eval`: decides trust policies, offline. */
export function trustEval(path: string, options: TrustOptions, terminal: Terminal): CommandResult {
  return answerCases(path, options, terminal, evaluate, (answer) => EVAL_STATUS[answer.decision]);
}

/** `trust fix`: proposes corrected trust policies and proves them, offline. */
export function trustFix(path: string, options: TrustOptions, terminal: Terminal): CommandResult {
  return answerCases(path, options, terminal, propose, () => EXIT.done);
}

const EVAL_STATUS = {
  allowed: EXIT.done,
  implicitDeny: EXIT.broken,
  explicitDeny: EXIT.broken,
  malformed: EXIT.broken,
  unknown: EXIT.unknown,
} as const;

function evaluate(line: Case) {
  const { decision, failing, reasons } = evaluateTrustPolicy(line.trustPolicy, requestOf(line));
  return { decision, failing, reasons };
}

function propose(line: Case) {
  const { proposed, edits, proof, reason } = proposeTrustPolicy(line.trustPolicy, requestOf(line));
  return { proposed, edits, proof, reason };
}

function requestOf({ accountId, issuer, sub, aud }: Case): TrustRequest {
  return { accountId, issuer, subject: sub, audience: aud, now: Date.now() };
}

async function answerCases<A extends object>(
  path: string,
  { jsonl }: TrustOptions,
  terminal: Terminal,
  answer: (line: Case) => A,
  statusOf: (answer: A) => ExitStatus,
): CommandResult {
  if (jsonl) {
    await answerJsonLines(path, caseSchema, answer, terminal);
    return EXIT.done;
  }
  const parsed = caseSchema.safeParse(parseJson(await readInput(path), path));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new UsageError(
      `${path}: ${issue?.path.join('.') || 'the input'}: ${issue?.message ?? 'not understood'}. Write { "trustPolicy", "accountId", "issuer", "sub", "aud" }, or give --jsonl for many.`,
    );
  }
  const result = answer(parsed.data);
  await terminal.print(`${JSON.stringify(result, null, 2)}\n`);
  return statusOf(result);
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(
      `${path} is not JSON: write { "trustPolicy", "accountId", "issuer", "sub", "aud" }, or give --jsonl for many.`,
    );
  }
}
