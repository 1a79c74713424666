import { contextOf } from './decide/request-context.ts';
import { documentProblems } from './document/document-problems.ts';
import { isList, isObject, member } from './document/json.ts';
import type { Policy } from './document/policy.ts';
import { readPolicy } from './document/read-policy.ts';
import { evaluateTrustPolicy } from './evaluate.ts';
import { distanceOf } from './explain/closest-statement.ts';
import { rawStatement } from './language/changed-statements.ts';
import { addStatement } from './mend/add-statement.ts';
import { withMember } from './mend/members.ts';
import { mendStatement } from './mend/mend-statement.ts';
import { repairDocument } from './mend/repair-document.ts';
import { isServiceAccountSubject } from './mend/replaceable.ts';
import { proveTrustChange } from './prove.ts';
import type {
  Evaluation,
  JsonObject,
  JsonValue,
  Proposal,
  StatementResult,
  TrustKnowledge,
  TrustRequest,
} from './types.ts';

/** A statement farther from the request than this was meant for something else. */
const FARTHEST = 3;

/** No more statements than these are tried one after another; a policy that fits the quota rarely has as many. */
const MOST_TRIED = 5;

const NOTHING_KNOWN: TrustKnowledge = { deadSubjects: [], deadProviders: [] };

/** A corrected document and what was changed, not proven yet. */
interface Candidate {
  readonly document: JsonObject;
  readonly edits: readonly string[];
}

/**
 * Proposes the smallest change of a trust policy that lets the request in, and proves it: a member of the statement that was meant for the
 * request, else a value beside others, else a statement of its own. Takes the policy as JSON text or parsed. Nothing is proposed, with the
 * reason, where the request is let in already, where somebody shut it out on purpose, where the answer hangs on what a token does not
 * tell, and where no change can be proven. Never throws.
 */
export function proposeTrustPolicy(
  policy: string | JsonValue,
  request: TrustRequest,
  knowledge: TrustKnowledge = NOTHING_KNOWN,
): Proposal {
  const read = readPolicy(policy);
  if (!read.ok) return nothing(`${read.problem} What it was meant to say cannot be kept.`);
  const repaired = repairDocument(read.policy.raw);
  const evaluation = evaluateTrustPolicy(repaired.document, request, { live: true });
  if (evaluation.decision === 'allowed') return proposeRepair(read.policy.raw, repaired, request, knowledge);
  const refusal = whyNothing(evaluation, request);
  if (refusal !== null) return nothing(refusal);
  let failed = '';
  for (const candidate of candidates(repaired, evaluation, request, knowledge)) {
    const proof = proveTrustChange(read.policy.raw, candidate.document, request, knowledge);
    if (!('failed' in proof)) {
      return { proposed: candidate.document, edits: candidate.edits, proof, reason: null };
    }
    failed = proof.failed;
  }
  return nothing(`No change could be proven safe. ${failed}`.trim());
}

function proposeRepair(
  raw: JsonObject,
  repaired: Candidate,
  request: TrustRequest,
  knowledge: TrustKnowledge,
): Proposal {
  if (repaired.edits.length === 0 && documentProblems(raw).length === 0) {
    return nothing(`The policy lets ${request.subject} in already; there is nothing to mend.`);
  }
  const proof = proveTrustChange(raw, repaired.document, request, knowledge);
  if ('failed' in proof) return nothing(`IAM would refuse to save the policy. ${proof.failed}`);
  return { proposed: repaired.document, edits: repaired.edits, proof, reason: null };
}

function whyNothing(evaluation: Evaluation, request: TrustRequest): string | null {
  const { decision, reasons, statements } = evaluation;
  if (!isServiceAccountSubject(request.subject)) {
    return `${JSON.stringify(request.subject)} is no subject of a service account (system:serviceaccount:NAMESPACE:NAME).`;
  }
  if (
    !/^\d{12}$/.test(request.accountId) ||
    request.audience.trim() === '' ||
    /[*?$\s]/.test(request.audience)
  ) {
    return 'The account must have twelve digits, and the audience must be plain text.';
  }
  if (decision === 'explicitDeny') {
    return `${reasons.join(' ')} Somebody put it there on purpose: ask them before it is changed.`;
  }
  if (decision === 'unknown') {
    const why = evaluation.problems.length > 0 ? evaluation.problems : reasons;
    return `${why.join(' ')} A change could not be proven.`;
  }
  for (const statement of statements) {
    const excluded = whyExcluded(statement);
    if (excluded !== null)
      return `Statement[${statement.index}] ${excluded} Somebody wrote that on purpose: ask them first.`;
  }
  return null;
}

/** Whether an Allow names the request only to leave it out; a change around it would undo what somebody meant. */
function whyExcluded({ effect, principal, conditions }: StatementResult): string | null {
  if (effect !== 'Allow' || principal.truth !== 'true') return null;
  const failed = conditions.filter(({ truth }) => truth === 'false');
  const negated = failed.find(
    ({ keyKind, operator }) => keyKind === 'sub' && /Not(Equals|Like)/i.test(operator),
  );
  if (negated !== undefined) return `shuts this service account out by ${negated.operator}.`;
  const limit = failed.find(({ keyKind, faults }) => keyKind === 'aws' && !faults.includes('absent-key'));
  const isOnlyLimited = failed.every(({ keyKind }) => keyKind === 'aws');
  return limit !== undefined && isOnlyLimited ? `is limited by ${limit.operator} ${limit.key}.` : null;
}

/** Changes to try, the smallest first. */
function* candidates(
  repaired: Candidate,
  evaluation: Evaluation,
  request: TrustRequest,
  knowledge: TrustKnowledge,
): Generator<Candidate> {
  const read = readPolicy(repaired.document);
  if (!read.ok) return;
  for (const index of nearest(evaluation, request)) {
    const mended = mendAt(read.policy, index, evaluation, request, knowledge);
    if (mended !== null) yield { document: mended.document, edits: [...repaired.edits, ...mended.edits] };
  }
  const added = `A statement of its own is added for ${request.subject}: what stands there is kept as it is.`;
  const isFirst = read.policy.statements.length === 0;
  const edit = isFirst ? `The policy has no statement; one for ${request.subject} is added.` : added;
  yield { document: addStatement(repaired.document, request), edits: [...repaired.edits, edit] };
}

function nearest(evaluation: Evaluation, request: TrustRequest): readonly number[] {
  const context = contextOf(request);
  return evaluation.statements
    .filter(({ effect }) => effect === 'Allow')
    .map((statement) => ({ index: statement.index, distance: distanceOf(statement, context) }))
    .filter(({ distance }) => distance < FARTHEST)
    .sort((left, right) => left.distance - right.distance)
    .slice(0, MOST_TRIED)
    .map(({ index }) => index);
}

function mendAt(
  policy: Policy,
  index: number,
  evaluation: Evaluation,
  request: TrustRequest,
  knowledge: TrustKnowledge,
): Candidate | null {
  const raw = rawStatement(policy, index);
  const read = policy.statements[index];
  const result = evaluation.statements[index];
  if (!isObject(raw) || read === undefined || result === undefined) return null;
  const mended = mendStatement({ raw, read, result, context: contextOf(request), knowledge });
  if (mended === null) return null;
  const written = member(policy.raw, 'Statement');
  const statement = isList(written)
    ? written.map((value, at) => (at === index ? mended.statement : value))
    : mended.statement;
  return { document: withMember(policy.raw, 'Statement', statement), edits: mended.edits };
}

function nothing(reason: string): Proposal {
  return { proposed: null, edits: [], proof: null, reason };
}
