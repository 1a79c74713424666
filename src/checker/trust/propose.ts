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
import { proveTrustChange } from './prove.ts';
import { isBeyondQuota, quotaNote, quotaProblem } from './quota.ts';
import { limitOf, whyNothing } from './refusals.ts';
import type {
  Evaluation,
  JsonObject,
  JsonValue,
  Proof,
  Proposal,
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
  if (read.repeated !== null) {
    const { reasons } = evaluateTrustPolicy(policy, request);
    return nothing(`${reasons[0] ?? ''} What it was meant to say cannot be kept.`.trim());
  }
  if (isBeyondQuota(read.policy.raw)) return nothing(quotaProblem(read.policy.raw) ?? '');
  const repaired = repairDocument(read.policy.raw);
  const evaluation = evaluateTrustPolicy(repaired.document, request, { live: true });
  if (evaluation.decision === 'allowed') return proposeRepair(read.policy.raw, repaired, request, knowledge);
  const refusal = whyNothing(evaluation, request);
  if (refusal !== null) return nothing(refusal);
  let failed = '';
  for (const candidate of candidates(repaired, evaluation, request, knowledge)) {
    const proof = proveTrustChange(read.policy.raw, candidate.document, request, knowledge);
    if (!('failed' in proof)) {
      return proposal(candidate, proof);
    }
    failed = proof.failed;
  }
  const limit = limitOf(evaluation);
  if (limit === null) return nothing(`No change could be proven safe. ${failed}`.trim());
  const index = evaluation.closest ?? 0;
  return nothing(
    `Statement[${index}] was meant for it and is limited by ${limit}. Corrected, it would still hang on that, ` +
      'and a statement of its own would get around the limit. Ask whoever wrote it.',
  );
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
  return proposal(repaired, proof);
}

function proposal({ document, edits }: Candidate, proof: Proof): Proposal {
  const note = quotaNote(document);
  return { proposed: document, edits: note === null ? edits : [...edits, note], proof, reason: null };
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
  const isLimited = limitOf(evaluation) !== null;
  for (const index of nearest(evaluation, request)) {
    if (isLimited && index !== evaluation.closest) continue;
    const mended = mendAt(read.policy, index, evaluation, request, knowledge);
    if (mended !== null) yield { document: mended.document, edits: [...repaired.edits, ...mended.edits] };
  }
  if (isLimited) return;
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
