import { type IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import type { SweepPort } from '../checker/ports.ts';
import type { Piece, Role } from '../checker/vocabulary/evidence.ts';
import { askAws } from './aws/ask.ts';
import { partitionOf } from './aws/partition.ts';
import type { AwsAccess } from './aws-access.ts';
import { otherAccountOf, toRole } from './iam.ts';
import { networkReason } from './network-reason.ts';
import { failed, unreadable } from './piece.ts';

const LIST_ROLES = 'iam:ListRoles';
/** The most that IAM puts on a page; it may put less. */
const PAGE_SIZE = 1000;
/** IAM's quota is 5,000 roles to an account; this is what a page of the smallest size would need. */
const MOST_PAGES = 100;

/**
 * All roles of an account with their trust policies. ListRoles tells them as GetAccountAuthorizationDetails does, without the permissions that
 * nobody needs to see. `region` chooses the partition, null for the SDK's default.
 */
export function listRolesOf(aws: AwsAccess, region: string | null): SweepPort['listRoles'] {
  return async (accountId, signal): Promise<Piece<readonly Role[]>> => {
    const from = { source: LIST_ROLES, subject: `roles of account ${accountId}` };
    try {
      const reached = await aws.iam(accountId, region, signal);
      if (!reached.ok) return unreadable(from, reached.obstacle);
      const { client, caller } = reached;
      const permission = `${LIST_ROLES} on arn:${partitionOf(caller.region)}:iam::${accountId}:role/*`;
      const piece = await askAws({ from, permission, absentCodes: [] }, signal, () =>
        readAll(client, signal),
      );
      const [first] = piece.state === 'known' ? piece.value : [];
      const stranger = first === undefined ? null : otherAccountOf(first, accountId);
      return stranger === null ? piece : unreadable(from, stranger);
    } catch (error) {
      return unreadable(from, failed(networkReason(error)));
    }
  };
}

/** Null where the answer is not what IAM promises, or has no end. */
async function readAll(client: IAMClient, signal: AbortSignal): Promise<readonly Role[] | null> {
  const roles: Role[] = [];
  let marker: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const command = new ListRolesCommand({ MaxItems: PAGE_SIZE, Marker: marker });
    const answer = await client.send(command, { abortSignal: signal });
    if (!Array.isArray(answer.Roles)) return null;
    for (const answered of answer.Roles) {
      const role = toRole(answered);
      if (role === null) return null;
      roles.push(role);
    }
    marker = answer.IsTruncated === true ? answer.Marker : undefined;
    if (marker === undefined) return roles;
  }
  return null;
}
