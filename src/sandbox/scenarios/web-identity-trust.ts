import { partitionOfIssuer } from '../../checker/trust/provider-arn.ts';
import { subjectOf } from '../../checker/vocabulary/target.ts';

/** Whom a trust policy is about. `host` is the issuer without `https://`. */
export interface TrustParties {
  readonly host: string;
  /** The role's account. */
  readonly accountId: string;
  readonly namespace: string;
  readonly serviceAccount: string;
}

export interface TrustStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal: Readonly<Record<string, string>>;
  readonly Action: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** The statement that lets exactly this service account in; `changes` takes the place of whole members. */
export function webIdentityStatement(
  parties: TrustParties,
  changes: Partial<TrustStatement> = {},
): TrustStatement {
  return {
    Effect: 'Allow',
    Principal: { Federated: providerArn(parties) },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: { StringEquals: { ...subjectCondition(parties), ...audienceCondition(parties) } },
    ...changes,
  };
}

export function providerArn({ accountId, host }: Pick<TrustParties, 'accountId' | 'host'>): string {
  return `arn:${partitionOfIssuer(host)}:iam::${accountId}:oidc-provider/${host}`;
}

export function subjectCondition(parties: Omit<TrustParties, 'accountId'>): Record<string, string> {
  return { [`${parties.host}:sub`]: subjectOf(parties.namespace, parties.serviceAccount) };
}

export function audienceCondition({ host }: Pick<TrustParties, 'host'>): Record<string, string> {
  return { [`${host}:aud`]: 'sts.amazonaws.com' };
}

export function trustDocument(...statements: readonly TrustStatement[]): object {
  return { Version: '2012-10-17', Statement: statements };
}
