import type { Account, IamRole } from '../world/account.ts';

/** What the simulator answers of one action on one resource. `matched` are the policies with a statement that applies. */
export interface Simulated {
  readonly decision: 'allowed' | 'implicitDeny' | 'explicitDeny';
  readonly matched: readonly string[];
  readonly isAllowedByOrganization: boolean;
  /** Null where the role has no boundary. */
  readonly isAllowedByBoundary: boolean | null;
}

interface Statement {
  readonly Effect?: unknown;
  readonly Action?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: unknown;
}

/**
 * Decides by identity policies, boundary and what the organisation closes, as SimulatePrincipalPolicy does. Written apart from the checker's
 * own reading of policies, so that the two can be held against each other. Conditions never hold here: no context is passed.
 */
export function simulate(account: Account, role: IamRole, action: string, resource: string): Simulated {
  const documents: (readonly [string, string])[] = [
    ...role.inlinePolicies,
    ...role.attachedPolicies.map((arn) => [arn, account.policies.get(arn) ?? '{}'] as const),
  ];
  const matching = documents.flatMap(([name, text]) =>
    statementsOf(text)
      .filter((statement) => applies(statement, action, resource))
      .map((statement) => ({ name, statement })),
  );
  const denying = matching.filter(({ statement }) => statement.Effect === 'Deny');
  const allowing = matching.filter(({ statement }) => statement.Effect === 'Allow');
  const isAllowedByOrganization = !account.closedActions.has(action);
  const isAllowedByBoundary =
    role.boundaryArn === null
      ? null
      : statementsOf(account.policies.get(role.boundaryArn) ?? '{}').some(
          (statement) => statement.Effect === 'Allow' && applies(statement, action, resource),
        );
  const isAllowed = allowing.length > 0 && isAllowedByOrganization && isAllowedByBoundary !== false;
  const deciding = denying.length > 0 ? denying : allowing;
  return {
    decision: denying.length > 0 ? 'explicitDeny' : isAllowed ? 'allowed' : 'implicitDeny',
    matched: deciding.map(({ name }) => name),
    isAllowedByOrganization,
    isAllowedByBoundary,
  };
}

function statementsOf(text: string): readonly Statement[] {
  const document: { readonly Statement?: Statement | readonly Statement[] } = JSON.parse(text);
  return [document.Statement ?? []].flat();
}

function applies({ Action, Resource, Condition }: Statement, action: string, resource: string): boolean {
  if (Condition !== undefined) return false;
  const hasAction = [Action ?? []].flat().some((one) => like(one.toLowerCase(), action.toLowerCase()));
  return hasAction && [Resource ?? []].flat().some((one) => like(one, resource));
}

function like(pattern: string, text: string): boolean {
  const literal = (part: string): string => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const source = pattern.split('*').map((run) => run.split('?').map(literal).join('.'));
  return new RegExp(`^${source.join('.*')}$`, 's').test(text);
}
