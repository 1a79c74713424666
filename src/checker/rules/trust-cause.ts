import { isPlaceholder } from '../trust/explain/value-signs.ts';
import type { ConditionFault, ConditionResult, Evaluation, StatementResult } from '../trust/types.ts';

/** The rules of which exactly one explains why a trust policy does not let a service account in. */
export type TrustRuleId =
  | 'trust.explicit-deny'
  | 'trust.no-web-identity-statement'
  | 'trust.placeholder'
  | 'trust.principal-not-arn'
  | 'trust.principal-mismatch'
  | 'trust.wrong-action'
  | 'trust.condition-key-malformed'
  | 'trust.condition-key-other-cluster'
  | 'trust.subject-wildcard-literal'
  | 'trust.subject-mismatch'
  | 'trust.audience-mismatch'
  | 'trust.condition-failed'
  | 'trust.session-name'
  | 'trust.caller-key'
  | 'trust.undetermined';

/** One thing that is wrong, and where: the statement (null where none is at fault) and its condition, if it is one. */
export interface TrustFault {
  readonly rule: TrustRuleId;
  readonly statement: StatementResult | null;
  readonly condition: ConditionResult | null;
}

/**
 * All that is wrong with the statement that comes closest to letting the service account in, the cause first; empty where the policy allows.
 * What stands behind the cause often only follows from it, as with a statement that was written for another cluster throughout.
 */
export function trustFaults(trust: Evaluation): readonly TrustFault[] {
  const statement = closestOf(trust);
  switch (trust.decision) {
    case 'allowed':
      return [];
    case 'explicitDeny':
      return [{ rule: 'trust.explicit-deny', statement, condition: failingCondition(trust, statement) }];
    case 'unknown':
      return [openQuestion(trust, statement)];
    case 'malformed':
      return [{ rule: 'trust.undetermined', statement, condition: failingCondition(trust, statement) }];
    case 'implicitDeny':
      return faultsOf(trust, statement);
  }
}

const SESSION_NAME = 'sts:rolesessionname';
/** Keys about the AWS principal that calls. With a web identity nobody has signed the call. */
const CALLER_KEY = /^aws:(?:principal(?:orgid|orgpaths|arn|account|type|tag\/.+)|userid|username)$/;

/** What a statement hangs on that the token does not tell: something that pods can tell, or that is known of all such calls, or neither. */
function openQuestion(trust: Evaluation, statement: StatementResult | null): TrustFault {
  const open =
    statement?.effect === 'Allow' ? statement.conditions.filter(({ truth }) => truth === 'unknown') : [];
  const isOpen =
    open.length > 0 && statement?.principal.truth === 'true' && statement.action.truth === 'true';
  const caller = open.find(({ key, operator }) => isCallerKey(key) && !/not|ifexists|null/i.test(operator));
  const others = open.filter(({ key }) => !isCallerKey(key));
  if (isOpen && caller !== undefined) return { rule: 'trust.caller-key', statement, condition: caller };
  const [session, ...more] = others;
  if (isOpen && session?.key.toLowerCase() === SESSION_NAME && more.length === 0 && open.length === 1) {
    return { rule: 'trust.session-name', statement, condition: session };
  }
  return { rule: 'trust.undetermined', statement, condition: failingCondition(trust, statement) };
}

function isCallerKey(key: string): boolean {
  return CALLER_KEY.test(key.toLowerCase());
}

function faultsOf(trust: Evaluation, statement: StatementResult | null): readonly TrustFault[] {
  if (statement === null || statement.effect === 'Deny' || namesNoProvider(statement)) {
    return [{ rule: 'trust.no-web-identity-statement', statement, condition: null }];
  }
  const faults: TrustFault[] = [...placeholders(statement)];
  if (statement.principal.truth !== 'true') {
    const rule = statement.principal.faults.includes('not-an-arn')
      ? 'trust.principal-not-arn'
      : 'trust.principal-mismatch';
    faults.push({ rule, statement, condition: null });
  }
  if (statement.action.truth !== 'true')
    faults.push({ rule: 'trust.wrong-action', statement, condition: null });
  const told = failingCondition(trust, statement);
  const failed = statement.conditions.filter((condition) => condition.truth === 'false');
  // The engine's choice comes first, so that answer and `trust eval` name the same condition.
  for (const condition of failed.toSorted((a, b) => Number(b === told) - Number(a === told))) {
    faults.push({ rule: ruleOf(condition), statement, condition });
  }
  return faults.length > 0 ? faults : [{ rule: 'trust.condition-failed', statement, condition: null }];
}

/** What an example or a template left is the reason for all else that is wrong in the same place. */
function placeholders(statement: StatementResult): readonly TrustFault[] {
  const inPrincipal =
    statement.principal.truth !== 'true' && statement.principal.wanted.some(isPlaceholder)
      ? [{ rule: 'trust.placeholder', statement, condition: null } as const]
      : [];
  return [
    ...inPrincipal,
    ...statement.conditions
      .filter(({ truth, faults }) => truth === 'false' && faults.includes('placeholder'))
      .map((condition) => ({ rule: 'trust.placeholder', statement, condition }) as const),
  ];
}

function closestOf(trust: Evaluation): StatementResult | null {
  const index = trust.failing?.statement ?? trust.closest;
  return trust.statements.find((statement) => statement.index === index) ?? null;
}

function failingCondition(trust: Evaluation, statement: StatementResult | null): ConditionResult | null {
  const { failing } = trust;
  return (
    statement?.conditions.find((it) => it.operator === failing?.operator && it.key === failing.key) ?? null
  );
}

/** A statement for services or AWS principals was never meant for web identities. */
function namesNoProvider({ principal }: StatementResult): boolean {
  return principal.truth !== 'true' && principal.faults.includes('no-federated-principal');
}

const KEY_FAULTS: readonly ConditionFault[] = [
  'key-has-scheme',
  'key-is-arn',
  'key-has-wildcard',
  'key-without-claim',
  'key-trailing-slash',
];

function ruleOf({ keyKind, faults }: ConditionResult): TrustRuleId {
  if (keyKind === 'malformed' || faults.some((fault) => KEY_FAULTS.includes(fault))) {
    return 'trust.condition-key-malformed';
  }
  if (keyKind === 'other-issuer' || faults.includes('key-of-another-cluster'))
    return 'trust.condition-key-other-cluster';
  if (keyKind === 'sub') {
    return faults.includes('literal-wildcard') ? 'trust.subject-wildcard-literal' : 'trust.subject-mismatch';
  }
  return keyKind === 'aud' ? 'trust.audience-mismatch' : 'trust.condition-failed';
}
