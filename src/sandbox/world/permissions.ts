import type { Account, IamRole } from './account.ts';

/** A statement of a permissions policy, as these worlds write it. */
export interface PermissionStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

/** Gives a role an inline policy. */
export function putRolePolicy(
  role: IamRole,
  name: string,
  ...statements: readonly PermissionStatement[]
): void {
  role.inlinePolicies.set(name, policyText(statements));
}

/** Makes a managed policy of the account. @returns its ARN */
export function addPolicy(
  account: Account,
  name: string,
  ...statements: readonly PermissionStatement[]
): string {
  const arn = `arn:aws:iam::${account.id}:policy/${name}`;
  account.policies.set(arn, policyText(statements));
  return arn;
}

function policyText(statements: readonly PermissionStatement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}
