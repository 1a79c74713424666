import {
  GetOpenIDConnectProviderCommand,
  GetRoleCommand,
  ListOpenIDConnectProvidersCommand,
} from '@aws-sdk/client-iam';
import type { IamPort } from '../checker/ports.ts';
import type { OidcProvider, Piece, Role } from '../checker/vocabulary/evidence.ts';
import { askAws } from './aws/ask.ts';
import { partitionOf } from './aws/partition.ts';
import { decodeTrustPolicy } from './aws/trust-policy-document.ts';
import type { AwsAccess } from './aws-access.ts';
import { networkReason } from './network-reason.ts';
import { denied, failed, type Obstacle, unreadable } from './piece.ts';
import { createSharedReads } from './shared-reads.ts';

const GET_ROLE = 'iam:GetRole';
const GET_PROVIDER = 'iam:GetOpenIDConnectProvider';
const LIST_PROVIDERS = 'iam:ListOpenIDConnectProviders';
/** `NoSuchEntityException` by the model, `NoSuchEntity` on the wire; both are seen. */
const ABSENT_CODES = ['NoSuchEntity'];
const LIMIT_MS = 20_000;

/**
 * IAM behind the checker's port. `region` chooses the partition, null for the SDK's default. Answers are shared by those who wait for the
 * same one, and never kept: a policy that was just corrected must be seen at once.
 */
export function createIamPort(aws: AwsAccess, region: string | null): IamPort {
  const roles = createSharedReads<Piece<Role>>({ limitMs: LIMIT_MS, keepMs: () => 0 });
  const providers = createSharedReads<Piece<OidcProvider>>({ limitMs: LIMIT_MS, keepMs: () => 0 });

  async function readRole(accountId: string, roleName: string, signal: AbortSignal): Promise<Piece<Role>> {
    const from = { source: GET_ROLE, subject: `role ${roleName}` };
    const reached = await aws.iam(accountId, region, signal);
    if (!reached.ok) return unreadable(from, reached.obstacle);
    const { client, caller } = reached;
    const permission = `${GET_ROLE} on arn:${partitionOf(caller.region)}:iam::${accountId}:role/${roleName}`;
    const piece = await askAws({ from, permission, absentCodes: ABSENT_CODES }, signal, async () => {
      const answer = await client.send(new GetRoleCommand({ RoleName: roleName }), { abortSignal: signal });
      return toRole(answer.Role);
    });
    if (piece.state !== 'known') return piece;
    const stranger = otherAccountOf(piece.value, accountId);
    return stranger === null ? piece : unreadable(from, stranger);
  }

  async function readProvider(
    accountId: string,
    arn: string,
    signal: AbortSignal,
  ): Promise<Piece<OidcProvider>> {
    const from = { source: GET_PROVIDER, subject: `OIDC provider ${arn.replace(/^.*:oidc-provider\//, '')}` };
    const reached = await aws.iam(accountId, region, signal);
    if (!reached.ok) return unreadable(from, reached.obstacle);
    const { client } = reached;
    const question = { from, permission: `${GET_PROVIDER} on ${arn}`, absentCodes: ABSENT_CODES };
    return askAws(question, signal, async () => {
      const command = new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn });
      const answer = await client.send(command, { abortSignal: signal });
      if (answer.Url === undefined) return null;
      return {
        arn,
        url: answer.Url.replace(/^https:\/\//, ''),
        clientIds: answer.ClientIDList ?? [],
        createdAt: answer.CreateDate?.toISOString() ?? null,
      };
    });
  }

  async function readProviders(accountId: string, signal: AbortSignal): Promise<Piece<readonly string[]>> {
    const from = { source: LIST_PROVIDERS, subject: `OIDC providers of account ${accountId}` };
    const reached = await aws.iam(accountId, region, signal);
    if (!reached.ok) return unreadable(from, reached.obstacle);
    const { client, caller } = reached;
    const permission = `${LIST_PROVIDERS} on arn:${partitionOf(caller.region)}:iam::${accountId}:oidc-provider/*`;
    return askAws({ from, permission, absentCodes: [] }, signal, async () => {
      const answer = await client.send(new ListOpenIDConnectProvidersCommand({}), { abortSignal: signal });
      if (!Array.isArray(answer.OpenIDConnectProviderList)) return null;
      return answer.OpenIDConnectProviderList.flatMap(({ Arn }) => (Arn === undefined ? [] : [Arn]));
    });
  }

  return {
    async getRole(accountId, roleName, signal) {
      try {
        return await roles.read(`${accountId} ${roleName}`, signal, (shared) =>
          readRole(accountId, roleName, shared),
        );
      } catch (error) {
        return unreadable({ source: GET_ROLE, subject: `role ${roleName}` }, failed(networkReason(error)));
      }
    },
    async getOidcProvider(accountId, providerArn, signal) {
      try {
        return await providers.read(`${accountId} ${providerArn}`, signal, (shared) =>
          readProvider(accountId, providerArn, shared),
        );
      } catch (error) {
        const subject = `OIDC provider ${providerArn.replace(/^.*:oidc-provider\//, '')}`;
        return unreadable({ source: GET_PROVIDER, subject }, failed(networkReason(error)));
      }
    },
    async listOidcProviders(accountId, signal) {
      try {
        return await readProviders(accountId, signal);
      } catch (error) {
        const subject = `OIDC providers of account ${accountId}`;
        return unreadable({ source: LIST_PROVIDERS, subject }, failed(networkReason(error)));
      }
    },
  };
}

/** Why a role of another account was answered than of the one that was asked about; null where it is the right one. */
export function otherAccountOf(role: Pick<Role, 'arn'>, accountId: string): Obstacle | null {
  const owner = role.arn.split(':')[4] ?? '';
  if (owner === accountId) return null;
  const reason = `the credentials are of account ${owner}, not ${accountId}: set accounts."${accountId}".assumeRole in irsa-doctor.yaml`;
  return denied(reason, null);
}

/** A role as IAM answers it, alone or in a list. */
export interface AnsweredRole {
  readonly Arn?: string | undefined;
  readonly RoleName?: string | undefined;
  readonly Path?: string | undefined;
  readonly AssumeRolePolicyDocument?: string | undefined;
  readonly CreateDate?: Date | undefined;
  readonly MaxSessionDuration?: number | undefined;
  readonly PermissionsBoundary?: { readonly PermissionsBoundaryArn?: string | undefined } | undefined;
  readonly RoleLastUsed?: { readonly LastUsedDate?: Date | undefined } | undefined;
}

/** Null where the answer lacks what every role has. */
export function toRole(role: AnsweredRole | undefined): Role | null {
  if (role?.Arn === undefined || role.RoleName === undefined) return null;
  if (role.AssumeRolePolicyDocument === undefined) return null;
  const boundaryArn = role.PermissionsBoundary?.PermissionsBoundaryArn;
  return {
    arn: role.Arn,
    name: role.RoleName,
    path: role.Path ?? '/',
    trustPolicy: decodeTrustPolicy(role.AssumeRolePolicyDocument),
    createdAt: role.CreateDate?.toISOString() ?? null,
    lastUsedAt: role.RoleLastUsed?.LastUsedDate?.toISOString() ?? null,
    maxSessionSeconds: role.MaxSessionDuration ?? null,
    ...(boundaryArn === undefined ? {} : { boundaryArn }),
  };
}
