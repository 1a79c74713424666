import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRolePolicyCommand,
  type IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  type SimulatePolicyResponse,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import type { PermissionsPort } from '../checker/ports.ts';
import type { Simulation } from '../checker/vocabulary/denied-call.ts';
import type { Piece, Provenance } from '../checker/vocabulary/evidence.ts';
import { askAws } from './aws/ask.ts';
import { partitionOf } from './aws/partition.ts';
import { decodeTrustPolicy } from './aws/trust-policy-document.ts';
import type { AwsAccess } from './aws-access.ts';
import { decodeMessageIn } from './decode-message.ts';
import { networkReason } from './network-reason.ts';
import { failed, unreadable } from './piece.ts';

/** `NoSuchEntityException` by the model, `NoSuchEntity` on the wire. */
const ABSENT_CODES = ['NoSuchEntity'];

/** A role has at most twenty managed policies by its quota; one page holds them all. */
const PAGE = 100;

type Resource = (partition: string) => string;

/** The permissions of roles behind the checker's port. `region` chooses the partition, null for the SDK's default. Nothing is kept. */
export function createPermissionsPort(aws: AwsAccess, region: string | null): PermissionsPort {
  async function ask<T>(
    { accountId, from, on }: { readonly accountId: string; readonly from: Provenance; readonly on: Resource },
    signal: AbortSignal,
    call: (client: IAMClient) => Promise<T | null>,
  ): Promise<Piece<T>> {
    try {
      const reached = await aws.iam(accountId, region, signal);
      if (!reached.ok) return unreadable(from, reached.obstacle);
      const permission = `${from.source} on ${on(partitionOf(reached.caller.region))}`;
      return await askAws({ from, permission, absentCodes: ABSENT_CODES }, signal, () =>
        call(reached.client),
      );
    } catch (error) {
      return unreadable(from, failed(networkReason(error)));
    }
  }

  const ofRole = (source: string, accountId: string, roleName: string, subject: string) => ({
    accountId,
    from: { source, subject },
    on: (partition: string) => `arn:${partition}:iam::${accountId}:role/${roleName}`,
  });
  const ofPolicy = (source: string, accountId: string, policyArn: string) => ({
    accountId,
    from: { source, subject: `policy ${policyArn}` },
    on: () => policyArn,
  });

  return {
    decodeMessage: decodeMessageIn(aws, region),
    listAttachedPolicies: (accountId, roleName, signal) =>
      ask(
        ofRole(
          'iam:ListAttachedRolePolicies',
          accountId,
          roleName,
          `policies attached to role ${roleName} in account ${accountId}`,
        ),
        signal,
        async (client) => {
          const command = new ListAttachedRolePoliciesCommand({ RoleName: roleName, MaxItems: PAGE });
          const { AttachedPolicies, IsTruncated } = await client.send(command, { abortSignal: signal });
          const arns = (AttachedPolicies ?? []).flatMap(({ PolicyArn }) => PolicyArn ?? []);
          return { arns, isWhole: IsTruncated !== true };
        },
      ),
    listInlinePolicies: (accountId, roleName, signal) =>
      ask(
        ofRole(
          'iam:ListRolePolicies',
          accountId,
          roleName,
          `inline policies of role ${roleName} in account ${accountId}`,
        ),
        signal,
        async (client) => {
          const command = new ListRolePoliciesCommand({ RoleName: roleName, MaxItems: PAGE });
          const { PolicyNames, IsTruncated } = await client.send(command, { abortSignal: signal });
          return { names: PolicyNames ?? [], isWhole: IsTruncated !== true };
        },
      ),
    getInlinePolicy: (accountId, roleName, policyName, signal) =>
      ask(
        ofRole(
          'iam:GetRolePolicy',
          accountId,
          roleName,
          `inline policy ${policyName} of role ${roleName} in account ${accountId}`,
        ),
        signal,
        async (client) => {
          const command = new GetRolePolicyCommand({ RoleName: roleName, PolicyName: policyName });
          const { PolicyDocument } = await client.send(command, { abortSignal: signal });
          return PolicyDocument === undefined ? null : decodeTrustPolicy(PolicyDocument);
        },
      ),
    getDefaultVersion: (accountId, policyArn, signal) =>
      ask(ofPolicy('iam:GetPolicy', accountId, policyArn), signal, async (client) => {
        const command = new GetPolicyCommand({ PolicyArn: policyArn });
        return (await client.send(command, { abortSignal: signal })).Policy?.DefaultVersionId ?? null;
      }),
    getPolicyVersion: (accountId, policyArn, version, signal) =>
      ask(ofPolicy('iam:GetPolicyVersion', accountId, policyArn), signal, async (client) => {
        const command = new GetPolicyVersionCommand({ PolicyArn: policyArn, VersionId: version });
        const document = (await client.send(command, { abortSignal: signal })).PolicyVersion?.Document;
        return document === undefined ? null : decodeTrustPolicy(document);
      }),
    simulate: (accountId, { roleArn, action, resource }, signal) =>
      ask(
        {
          accountId,
          from: { source: 'iam:SimulatePrincipalPolicy', subject: `${action} by role ${roleArn}` },
          on: () => roleArn,
        },
        signal,
        async (client) => {
          const command = new SimulatePrincipalPolicyCommand({
            PolicySourceArn: roleArn,
            ActionNames: [action],
            ...(resource === null ? {} : { ResourceArns: [resource] }),
          });
          return toSimulation(await client.send(command, { abortSignal: signal }));
        },
      ),
  };
}

const DECISIONS: readonly string[] = ['allowed', 'implicitDeny', 'explicitDeny'];

function toSimulation({ EvaluationResults }: SimulatePolicyResponse): Simulation | null {
  const [result] = EvaluationResults ?? [];
  const decision = result?.EvalDecision;
  if (result === undefined || !isDecision(decision)) return null;
  const missingKeys = result.MissingContextValues ?? [];
  return {
    decision,
    ...(missingKeys.length === 0 ? {} : { missingKeys }),
    matched: (result.MatchedStatements ?? []).flatMap(({ SourcePolicyId }) => SourcePolicyId ?? []),
    isAllowedByOrganization: result.OrganizationsDecisionDetail?.AllowedByOrganizations ?? null,
    isAllowedByBoundary: result.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary ?? null,
  };
}

function isDecision(text: string | undefined): text is Simulation['decision'] {
  return text !== undefined && DECISIONS.includes(text);
}
