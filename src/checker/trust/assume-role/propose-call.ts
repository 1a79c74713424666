import { documentProblems } from '../document/document-problems.ts';
import { isList, isObject, jsonText, listOf, member } from '../document/json.ts';
import { readPolicy } from '../document/read-policy.ts';
import { withMember } from '../mend/members.ts';
import { repairDocument } from '../mend/repair-document.ts';
import { quotaProblem } from '../quota.ts';
import type { JsonObject, JsonValue, Proof, Proposal } from '../types.ts';
import { evaluateCall } from './evaluate-call.ts';
import type { AssumeRoleFault, AssumeRoleRequest, Caller } from './request.ts';

/** What a proposal may write, and how it calls those whom it lets in. */
export interface CallProposalParts {
  /** The statement that lets in this call and no other. */
  readonly ownStatement: JsonObject;
  /** Whom the own statement lets in. */
  readonly caller: string;
  /** Whom every statement for the caller without conditions of its own lets in. */
  readonly everyCaller: string;
}

interface Candidate {
  readonly document: JsonObject;
  readonly edit: string;
  readonly added: string;
  /** Index of the statement that was changed in its place; null where one was added at the end. */
  readonly mended: number | null;
}

/**
 * Proposes the smallest change of a trust policy that allows the call, and proves it: actions that a statement of the caller's lacks, else
 * a statement of its own. Every statement that is there stays as it is otherwise, so that whoever was let in still is. Nothing is
 * proposed, with the reason, where the call is allowed already, denied on purpose, or cannot be decided.
 */
export function proposeCall(
  policy: string | JsonValue,
  request: AssumeRoleRequest,
  parts: CallProposalParts,
): Proposal {
  const read = readPolicy(policy);
  if (!read.ok) return nothing(`${read.problem} What it was meant to say cannot be kept.`);
  const repaired = repairDocument(read.policy.raw);
  const before = evaluateCall(policy, request);
  const refusal = whyNothing(before.fault);
  if (refusal !== null) return nothing(refusal);
  let failed = '';
  for (const candidate of candidates(repaired.document, request, before.fault, parts)) {
    const problem = problemWith(repaired.document, candidate, request);
    if (problem === null) {
      const proof: Proof = {
        before: before.decision,
        after: 'allowed',
        kept: principalsOf(read.policy.raw).filter(
          (principal) => candidate.mended === null || principal !== callerName(request.caller),
        ),
        added: [candidate.added],
        lost: [],
      };
      return {
        proposed: candidate.document,
        edits: [...repaired.edits, candidate.edit],
        proof,
        reason: null,
      };
    }
    failed = problem;
  }
  return nothing(`No change could be proven safe. ${failed}`.trim());
}

function whyNothing(fault: AssumeRoleFault | null): string | null {
  switch (fault?.kind) {
    case undefined:
      return 'The policy allows the call already; there is nothing to mend.';
    case 'malformed':
      return fault.problem;
    case 'deny':
      return `Statement[${fault.statement.index}] denies it. Somebody put it there on purpose: ask them before it is changed.`;
    case 'undetermined':
      return `Statement[${fault.statement.index}] hangs on what cannot be known from here, so a change could not be proven.`;
    default:
      return null;
  }
}

function* candidates(
  document: JsonObject,
  request: AssumeRoleRequest,
  fault: AssumeRoleFault | null,
  parts: CallProposalParts,
): Generator<Candidate> {
  if (fault?.kind === 'action') {
    const mended = withActions(document, fault.statement.index, fault.missing, request, parts);
    if (mended !== null) yield mended;
  }
  const statements = statementsOf(document);
  yield {
    document: withMember(document, 'Statement', [...statements, parts.ownStatement]),
    edit: `A statement of its own is added for ${parts.caller}: what stands there is kept as it is.`,
    added: parts.caller,
    mended: null,
  };
}

/** Adds actions to a statement, as long as it trusts nobody but the caller: others would get them, too. */
function withActions(
  document: JsonObject,
  index: number,
  missing: readonly string[],
  request: AssumeRoleRequest,
  parts: CallProposalParts,
): Candidate | null {
  const read = readPolicy(document);
  const statement = read.ok ? read.policy.statements[index] : undefined;
  const statements = statementsOf(document);
  const raw = statements[index];
  if (statement === undefined || !isObject(raw)) return null;
  const action = member(raw, 'Action');
  const own = callerName(request.caller);
  const isOwn = statement.principal.entries.every(({ value }) => value === own);
  if (action === undefined || !isOwn) return null;
  const corrected = withMember(raw, 'Action', [...listOf(action), ...missing]);
  return {
    document: withMember(
      document,
      'Statement',
      statements.map((it, at) => (at === index ? corrected : it)),
    ),
    edit: `Statement[${index}]: ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} added to Action.`,
    added:
      statement.conditions.length === 0
        ? parts.everyCaller
        : `${parts.everyCaller} that meets its conditions`,
    mended: index,
  };
}

/** Why a candidate is no good, in a sentence; null for one that is proven. */
function problemWith(
  before: JsonObject,
  { document, mended }: Candidate,
  request: AssumeRoleRequest,
): string | null {
  const [problem] = documentProblems(document);
  if (problem !== undefined) return `IAM would refuse to save it: ${problem}`;
  const tooLong = quotaProblem(document);
  if (tooLong !== null) return tooLong;
  const after = statementsOf(document);
  const isKept = statementsOf(before).every(
    (statement, index) => index === mended || jsonText(statement) === jsonText(after[index] ?? null),
  );
  if (!isKept) return 'It would change a statement that has nothing to do with this.';
  const { decision } = evaluateCall(document, request);
  return decision === 'allowed' ? null : `After it the call would still be ${decision}.`;
}

function statementsOf(document: JsonObject): readonly JsonValue[] {
  const written = member(document, 'Statement');
  if (written === undefined) return [];
  return isList(written) ? written : [written];
}

/** All whom Allow statements trust, as the policy spells them. */
function principalsOf(document: JsonObject): readonly string[] {
  const read = readPolicy(document);
  if (!read.ok) return [];
  const allows = read.policy.statements.filter(({ effect }) => effect === 'Allow');
  return [...new Set(allows.flatMap(({ principal }) => principal.entries.map(({ value }) => value)))];
}

/** The caller as a policy names it alone. */
function callerName(caller: Caller): string {
  return caller.kind === 'service' ? caller.service : caller.arn;
}

function nothing(reason: string): Proposal {
  return { proposed: null, edits: [], proof: null, reason };
}
