import type { Truth } from '../trust/types.ts';
import type { PermissionsPolicy } from '../vocabulary/denied-call.ts';
import { coversAction, coversResource, type PermissionStatement, statementsOf } from './policy-statements.ts';

/** What a set of policies says of one action on one resource. */
export interface Weighed {
  /** The first Deny that applies, for certain or under conditions. */
  readonly deny: { readonly statement: PermissionStatement; readonly isCertain: boolean } | null;
  /** Whether an Allow applies; unknown where it hangs on a condition or a variable. */
  readonly allows: Truth;
  /** Allow statements for the action that are for other resources. */
  readonly elsewhere: readonly PermissionStatement[];
}

export function weighPolicies(
  policies: readonly PermissionsPolicy[],
  action: string,
  resource: string | null,
): Weighed {
  const statements = statementsOf(policies).filter((statement) => coversAction(statement, action));
  const truthOf = (statement: PermissionStatement): Truth => {
    const truth = coversResource(statement, resource);
    return truth === 'true' && statement.isConditional ? 'unknown' : truth;
  };
  const denies = statements
    .filter(({ effect }) => effect === 'Deny')
    .map((statement) => ({ statement, truth: truthOf(statement) }))
    .filter(({ truth }) => truth !== 'false');
  const deny = denies.find(({ truth }) => truth === 'true') ?? denies[0] ?? null;
  const allows = statements.filter(({ effect }) => effect === 'Allow');
  const truths = allows.map(truthOf);
  return {
    deny: deny && { statement: deny.statement, isCertain: deny.truth === 'true' },
    allows: truths.includes('true') ? 'true' : truths.includes('unknown') ? 'unknown' : 'false',
    elsewhere: allows.filter((statement) => coversResource(statement, resource) === 'false'),
  };
}

/** "Statement[1] (KeepBackups) of policy guard". */
export function nameOfStatement({ policy, index, sid }: PermissionStatement): string {
  return `Statement[${index}]${sid === null || sid === '' ? '' : ` (${sid})`} of policy ${policy.name}`;
}
