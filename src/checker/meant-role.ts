/** What an error tells of a role: each null where it does not. */
export interface RoleClue {
  readonly roleArn: string | null;
  readonly roleName: string | null;
  readonly accountId: string | null;
}

/**
 * Whether a role's full ARN may be the one that an error tells of. An assumed role's ARN has lost the role's path, so that only account and
 * name are compared where the text holds no more.
 */
export function isMeant(arn: string | null, { roleArn, roleName, accountId }: RoleClue): boolean {
  if (arn === null) return false;
  if (arn === roleArn) return true;
  if (roleName === null || !arn.includes(':role/')) return false;
  return arn.split('/').at(-1) === roleName && (accountId === null || arn.split(':')[4] === accountId);
}
