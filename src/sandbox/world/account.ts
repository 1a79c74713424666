import { partitionOfIssuer } from '../../checker/trust/provider-arn.ts';
import { stableId } from './stable-id.ts';
import type { WebIdentityCall } from './trail.ts';

/** An AWS account, as far as IAM is concerned. `id` has twelve digits. */
export interface Account {
  readonly id: string;
  /** By lower-case name: IAM keeps role names unique without regard to case. */
  readonly roles: Map<string, IamRole>;
  /** By ARN. */
  readonly providers: Map<string, IamOidcProvider>;
  /** Managed policies by ARN: the text of the version that counts. */
  readonly policies: Map<string, string>;
  /** What the service control policies of the organisation leave no room for, `s3:DeleteBucket`. */
  readonly closedActions: Set<string>;
  /** What the services of the account encoded when they refused a call: the decoded text by the encoded one. */
  readonly encodedMessages: Map<string, string>;
  /** What CloudTrail recorded, the oldest first. */
  readonly trail: WebIdentityCall[];
}

export interface IamRole {
  readonly name: string;
  /** Begins and ends with a slash. */
  readonly path: string;
  readonly arn: string;
  readonly id: string;
  readonly createdAt: string;
  readonly description: string;
  /** The text that was last saved. */
  trustPolicy: string;
  lastUsedAt: string | null;
  /** What sessions of the role may call, `iam:GetRole` or `iam:*`; null for everything. */
  actions: readonly string[] | null;
  /** Inline permissions policies by name, as text. What they hold is read and simulated, never enforced. */
  readonly inlinePolicies: Map<string, string>;
  /** ARNs of the managed policies that it has. */
  readonly attachedPolicies: string[];
  boundaryArn: string | null;
  /** Whether a resource control policy of the organisation keeps web identity from it, which nothing but a try shows. */
  isGuarded: boolean;
}

/** `url` has no scheme, as IAM keeps it. */
export interface IamOidcProvider {
  readonly arn: string;
  readonly url: string;
  readonly createdAt: string;
  clientIds: string[];
}

/** Name of the role that the bot assumes to read in accounts other than its own. */
export const READ_ROLE = 'irsa-doctor-read';

export function newAccount(id: string): Account {
  return {
    id,
    roles: new Map(),
    providers: new Map(),
    policies: new Map(),
    closedActions: new Set(),
    encodedMessages: new Map(),
    trail: [],
  };
}

/** Puts a role into the account; `trustPolicy` is an object, or a text that is kept as it is. */
export function addRole(
  account: Account,
  role: {
    readonly name: string;
    readonly trustPolicy: object | string;
    readonly path?: string;
    /** `aws` unless given. */
    readonly partition?: string;
    readonly createdAt?: string;
    readonly lastUsedAt?: string | null;
    readonly actions?: readonly string[] | null;
  },
): IamRole {
  const path = role.path ?? '/';
  const added: IamRole = {
    name: role.name,
    path,
    arn: `arn:${role.partition ?? 'aws'}:iam::${account.id}:role${path}${role.name}`,
    id: `AROA${stableId('iam', `role ${account.id} ${role.name}`, 17)}`,
    createdAt: role.createdAt ?? '2026-02-11T08:30:00Z',
    description: '',
    trustPolicy: typeof role.trustPolicy === 'string' ? role.trustPolicy : JSON.stringify(role.trustPolicy),
    lastUsedAt: role.lastUsedAt ?? null,
    actions: role.actions === undefined ? [] : role.actions,
    inlinePolicies: new Map(),
    attachedPolicies: [],
    boundaryArn: null,
    isGuarded: false,
  };
  account.roles.set(role.name.toLowerCase(), added);
  return added;
}

/** Registers an issuer with the account, `https://` or not. */
export function addOidcProvider(
  account: Account,
  issuer: string,
  clientIds: readonly string[] = ['sts.amazonaws.com'],
): IamOidcProvider {
  const url = issuer.replace(/^https:\/\//, '');
  const arn = `arn:${partitionOfIssuer(issuer)}:iam::${account.id}:oidc-provider/${url}`;
  const provider: IamOidcProvider = {
    arn,
    url,
    createdAt: '2026-01-20T10:05:00Z',
    clientIds: [...clientIds],
  };
  account.providers.set(arn, provider);
  return provider;
}
