import { conditionTruth } from '../decide/condition-truth.ts';
import { decideFrom } from '../decide/decide.ts';
import type { RequestContext } from '../decide/request-context.ts';
import type { Condition, Policy, Statement } from '../document/policy.ts';
import { readPolicy } from '../document/read-policy.ts';
import type { JsonValue } from '../types.ts';
import { callerTruth, callTruth, coversAction } from './call-truth.ts';
import { contextOfCall } from './context.ts';
import type {
  AssumeRoleEvaluation,
  AssumeRoleFault,
  AssumeRoleRequest,
  ConditionPlace,
  StatementPlace,
} from './request.ts';

/**
 * Decides a call that assumes a role by the role's trust policy, as IAM decides, for every action of the call, and says what stands in the
 * way. Takes the policy that IAM holds, as JSON text or parsed. Never throws.
 */
export function evaluateCall(policy: string | JsonValue, request: AssumeRoleRequest): AssumeRoleEvaluation {
  const read = readPolicy(policy);
  if (!read.ok) return { decision: 'malformed', fault: { kind: 'malformed', problem: read.problem } };
  const call: Call = { policy: read.policy, request, context: contextOfCall(request) };
  const decisions = request.actions.map((action) => ({ action, decision: decideAction(call, action) }));
  const actionsWith = (wanted: string): readonly string[] =>
    decisions.filter(({ decision }) => decision === wanted).map(({ action }) => action);
  // One action that is refused refuses the call; what is certain weighs more than what is open.
  const denied = actionsWith('explicitDeny');
  if (denied.length > 0) return { decision: 'explicitDeny', fault: statementFault('deny', denied, call) };
  const lacking = actionsWith('implicitDeny');
  if (lacking.length > 0) return { decision: 'implicitDeny', fault: whyNobodyAllows(lacking, call) };
  const open = actionsWith('unknown');
  if (open.length > 0) return { decision: 'unknown', fault: statementFault('undetermined', open, call) };
  return { decision: 'allowed', fault: null };
}

interface Call {
  readonly policy: Policy;
  readonly request: AssumeRoleRequest;
  readonly context: RequestContext;
}

function decideAction(
  { policy, request, context }: Call,
  action: string,
): Exclude<AssumeRoleEvaluation['decision'], 'malformed'> {
  return decideFrom(
    policy.statements.map((statement) => ({
      effect: statement.effect,
      truth: callTruth(statement, request.caller, action, context),
    })),
  );
}

/** The statement that denies, or the one on which an open question hangs. */
function statementFault(
  kind: 'deny' | 'undetermined',
  actions: readonly string[],
  { policy, request, context }: Call,
): AssumeRoleFault {
  const truth = kind === 'deny' ? 'true' : 'unknown';
  const statement = policy.statements.find(
    (it) =>
      (kind === 'undetermined' || it.effect === 'Deny') &&
      actions.some((action) => callTruth(it, request.caller, action, context) === truth),
  );
  if (statement === undefined) return { kind: 'malformed', problem: 'A statement cannot be read.' };
  const condition = statement.conditions.find((it) => conditionTruth(it, context) === truth);
  return {
    kind,
    statement: placeOf(statement),
    condition: condition === undefined ? null : conditionPlace(condition, context),
  };
}

/** The statement that was meant for the caller, and what it lacks. Of several the one that covers the actions with the fewest failing conditions. */
function whyNobodyAllows(lacking: readonly string[], { policy, request, context }: Call): AssumeRoleFault {
  const allows = policy.statements.filter((statement) => statement.effect === 'Allow');
  const [closest] = allows
    .filter((statement) => callerTruth(statement.principal, request.caller) !== 'false')
    .map((statement) => ({
      statement,
      failing: statement.conditions.filter((condition) => conditionTruth(condition, context) === 'false'),
      covers: lacking.some((action) => coversAction(statement.action, action)),
    }))
    .sort((a, b) => Number(b.covers) - Number(a.covers) || a.failing.length - b.failing.length);
  if (closest === undefined) {
    const trusted = allows.flatMap(({ principal }) => principal.entries.map(({ value }) => value));
    return { kind: 'no-statement', trusted: [...new Set(trusted)] };
  }
  const statement = placeOf(closest.statement);
  const [failing] = closest.failing;
  return failing === undefined
    ? { kind: 'action', statement, missing: lacking, written: closest.statement.action.patterns }
    : { kind: 'condition', statement, condition: conditionPlace(failing, context) };
}

function placeOf({ index, sid }: Statement): StatementPlace {
  return { index, sid };
}

function conditionPlace(condition: Condition, context: RequestContext): ConditionPlace {
  const key = context.key(condition.key);
  return {
    operator: condition.operatorText,
    key: condition.key,
    wanted: condition.values.map(({ text }) => text),
    got: key.state === 'known' ? key.value : null,
    state: key.state,
  };
}
