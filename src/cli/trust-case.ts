import { z } from 'zod';
import type { JsonValue, TrustRequest } from '../checker/trust/types.ts';
import { jsonText } from '../render/json-text.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { answerJsonLines } from './json-lines.ts';
import { parseProblem } from './parse-problem.ts';
import { readInput } from './read-input.ts';
import type { CommandResult, Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

export interface TrustOptions {
  readonly jsonl?: boolean;
}

/** A trust policy, and the token that asks for the role. */
export interface TrustCase {
  readonly trustPolicy: JsonValue;
  readonly request: TrustRequest;
}

const REMEDY =
  'Write { "trustPolicy", "accountId", "issuer", "sub", "aud" } as JSON, or give --jsonl for one on each line.';

const caseSchema = z.object(
  {
    trustPolicy: z.custom<JsonValue>((value) => value !== undefined, 'the trust policy is missing'),
    accountId: z.string('write the id of the account that the role is in, as text'),
    issuer: z.string('write the issuer of the token'),
    sub: z.string('write the subject of the token'),
    aud: z.string('write the audience of the token').default('sts.amazonaws.com'),
  },
  'write a JSON object',
);

/**
 * Reads one case, or with `--jsonl` one per line, and prints what `answer` makes of it.
 * @throws UsageError when the input cannot be read or is not a case
 */
export async function answerTrustCases<A extends object>(
  path: string,
  { jsonl = false }: TrustOptions,
  terminal: Terminal,
  answer: (one: TrustCase) => A,
  statusOf: (answer: A) => ExitStatus,
): CommandResult {
  if (jsonl) {
    await answerJsonLines(path, caseSchema, (line) => answer(caseOf(line)), terminal);
    return EXIT.done;
  }
  const name = path === '-' ? 'Standard input' : path;
  const parsed = caseSchema.safeParse(parseJson(await readInput(path, terminal), name));
  if (!parsed.success) throw new UsageError(`${name}: ${parseProblem(parsed.error, 'the input')}. ${REMEDY}`);
  const result = answer(caseOf(parsed.data));
  await terminal.print(`${jsonText(result)}\n`);
  return statusOf(result);
}

function caseOf({ trustPolicy, accountId, issuer, sub, aud }: z.infer<typeof caseSchema>): TrustCase {
  return { trustPolicy, request: { accountId, issuer, subject: sub, audience: aud, now: Date.now() } };
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`${name} is not JSON. ${REMEDY}`);
  }
}
