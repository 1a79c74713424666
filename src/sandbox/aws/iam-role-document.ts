import type { IamRole } from '../world/account.ts';
import type { XmlTree } from './xml.ts';

/** A role as GetRole tells it; lists leave out when it was last used. */
export function roleDocument(role: IamRole, options: { readonly withLastUse: boolean }): XmlTree {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: role.createdAt,
    AssumeRolePolicyDocument: percentEncode(role.trustPolicy),
    Description: role.description === '' ? undefined : role.description,
    MaxSessionDuration: 3600,
    PermissionsBoundary:
      role.boundaryArn === null
        ? undefined
        : { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: role.boundaryArn },
    RoleLastUsed: options.withLastUse
      ? role.lastUsedAt === null
        ? {}
        : { LastUsedDate: role.lastUsedAt, Region: 'eu-west-1' }
      : undefined,
  };
}

/** IAM percent-encodes policy documents as RFC 3986 has it, which spares fewer characters than `encodeURIComponent`. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
