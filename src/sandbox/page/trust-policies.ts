import { AwsError } from '../aws/aws-error.ts';
import { checkTrustPolicyDocument } from '../aws/trust-policy-document.ts';
import type { IamRole } from '../world/account.ts';
import type { World } from '../world/world.ts';

/** `ok: false` carries IAM's own words. */
export type Saved = { readonly ok: true } | { readonly ok: false; readonly problem: string };

/** The roles of the sandbox's IAM with their trust policies, and what each policy was when the page came up. */
export class TrustPolicies {
  readonly #world: World;
  readonly #original = new Map<string, string>();

  constructor(world: World) {
    this.#world = world;
    for (const role of this.roles()) this.#original.set(role.arn, role.trustPolicy);
  }

  /** Of all accounts, by name. */
  roles(): readonly IamRole[] {
    return [...this.#world.accounts.values()]
      .flatMap(({ roles }) => [...roles.values()])
      .sort((a, b) => a.name.localeCompare(b.name, 'en') || a.arn.localeCompare(b.arn, 'en'));
  }

  isChanged(role: IamRole): boolean {
    return (this.#original.get(role.arn) ?? role.trustPolicy) !== role.trustPolicy;
  }

  /** The service accounts whose annotation names the role, as `namespace/name on cluster`. */
  usersOf(role: IamRole): readonly string[] {
    return this.#world.clusters.flatMap((cluster) =>
      cluster.serviceAccounts
        .filter(({ metadata }) => Object.values(metadata.annotations ?? {}).includes(role.arn))
        .map(({ metadata }) => `${metadata.namespace ?? 'default'}/${metadata.name} on ${cluster.name}`),
    );
  }

  /** Puts a policy in, as UpdateAssumeRolePolicy does: what IAM would refuse is refused. */
  save(arn: string, document: string): Saved {
    const role = this.#find(arn);
    if (role === null) return { ok: false, problem: `NoSuchEntity: There is no role ${arn}.` };
    try {
      checkTrustPolicyDocument(document);
    } catch (error) {
      if (error instanceof AwsError) return { ok: false, problem: `${error.code}: ${error.message}` };
      throw error;
    }
    role.trustPolicy = document;
    return { ok: true };
  }

  /** Puts the policy of the beginning back, right or wrong. */
  reset(arn: string): Saved {
    const role = this.#find(arn);
    const original = this.#original.get(arn);
    if (role === null || original === undefined) {
      return { ok: false, problem: `NoSuchEntity: There is no role ${arn}.` };
    }
    role.trustPolicy = original;
    return { ok: true };
  }

  #find(arn: string): IamRole | null {
    return this.roles().find((role) => role.arn === arn) ?? null;
  }
}

/** A policy as people read it; a text that is no JSON stays as it is. */
export function indented(document: string): string {
  try {
    return JSON.stringify(JSON.parse(document), null, 2);
  } catch {
    return document;
  }
}
