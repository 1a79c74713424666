import type { ConditionFault, ConditionResult, Evaluation, StatementResult } from '../trust/types.ts';

/** The rules of which exactly one explains why a trust policy does not let a service account in. */
export type TrustRuleId =
  | 'trust.explicit-deny'
  | 'trust.no-web-identity-statement'
  | 'trust.principal-not-arn'
  | 'trust.principal-mismatch'
  | 'trust.wrong-action'
  | 'trust.condition-key-malformed'
  | 'trust.condition-key-other-cluster'
  | 'trust.subject-wildcard-literal'
  | 'trust.subject-mismatch'
  | 'trust.audience-mismatch'
  | 'trust.condition-failed'
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
    case 'malformed':
      return [{ rule: 'trust.undetermined', statement, condition: failingCondition(trust, statement) }];
    case 'implicitDeny':
      return faultsOf(trust, statement);
  }
}

function faultsOf(trust: Evaluation, statement: StatementResult | null): readonly TrustFault[] {
  if (statement === null || statement.effect === 'Deny' || namesNoProvider(statement)) {
    return [{ rule: 'trust.no-web-identity-statement', statement, condition: null }];
  }
  const faults: TrustFault[] = [];
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
