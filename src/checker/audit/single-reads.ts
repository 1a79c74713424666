import type { LeftOut } from '../vocabulary/audit.ts';
import type { Unreadable } from '../vocabulary/evidence.ts';

/** So many and no more, so that an audit stays within a bound whatever the cluster holds. */
const MOST_ASSOCIATIONS = 500;
/** Asked for associations that go on to a role of another account, twice for each. */
const MOST_SIMULATIONS = 200;

const DESCRIBE = 'eks:DescribePodIdentityAssociation';
const SIMULATE = 'iam:SimulatePrincipalPolicy';
const UNTOLD =
  'EKS tells the role of an association one at a time, and an audit does not ask so often unless it is told to';
const TOO_MANY_ASSOCIATIONS = `an audit asks for the roles of ${MOST_ASSOCIATIONS} associations at most`;
const TOO_MANY_SIMULATIONS = `an audit asks the simulator ${MOST_SIMULATIONS} times at most`;
const OPTION = '`irsa-doctor audit --associations`';
const SETTING = '`associations: true` in irsa-doctor.yaml';
/** What is left out, in the singular and in the plural. */
const ASSOCIATIONS = [
  'role of 1 service account with a Pod Identity association',
  (count: string) => `roles of ${count} service accounts with a Pod Identity association`,
] as const;
const SIMULATIONS = [
  'permission of 1 role to take a target role',
  (count: string) => `permissions of ${count} roles to take a target role`,
] as const;
const BY_ITSELF = 'check this service account by itself';
const BY_THEMSELVES = 'audit one namespace at a time, or check them by themselves';

/**
 * The reads that AWS answers for one service account at a time. The calls of an audit are not to grow with the number of service accounts, so
 * it makes none of these unless it is told to, and then only so many.
 */
export interface SingleReads {
  /** Null where the association may be described, else the piece in its place. Counts, so it is asked once for each. */
  association(id: string): Unreadable | null;
  /** The same for one question to IAM's policy simulator. */
  simulation(roleArn: string, subject: string): Unreadable | null;
  /** What was left out so far. */
  leftOut(): readonly LeftOut[];
}

export function createSingleReads({ isToldTo }: { readonly isToldTo: boolean }): SingleReads {
  let described = 0;
  let simulated = 0;
  const undescribed = new Set<string>();
  const unsimulated = new Set<string>();
  return {
    association(id) {
      described += 1;
      if (isToldTo && described <= MOST_ASSOCIATIONS) return null;
      undescribed.add(id);
      return unreadable(DESCRIBE, `Pod Identity association ${id}`, reasonOf(TOO_MANY_ASSOCIATIONS));
    },
    simulation(roleArn, subject) {
      simulated += 1;
      if (isToldTo && simulated <= MOST_SIMULATIONS) return null;
      unsimulated.add(roleArn);
      return unreadable(SIMULATE, subject, reasonOf(TOO_MANY_SIMULATIONS));
    },
    leftOut: () => [
      ...leftOut(DESCRIBE, undescribed.size, ASSOCIATIONS, reasonOfAll(TOO_MANY_ASSOCIATIONS)),
      ...leftOut(SIMULATE, unsimulated.size, SIMULATIONS, reasonOfAll(TOO_MANY_SIMULATIONS)),
    ],
  };

  function reasonOf(tooMany: string): string {
    return isToldTo ? `${tooMany}; ${BY_ITSELF}` : `${UNTOLD}: ${OPTION}, or ${BY_ITSELF}`;
  }

  function reasonOfAll(tooMany: string): string {
    return isToldTo ? `${tooMany}; ${BY_THEMSELVES}` : `${UNTOLD}, by ${OPTION}, or for Slack by ${SETTING}`;
  }
}

function leftOut(
  source: string,
  count: number,
  [one, many]: readonly [string, (count: string) => string],
  reason: string,
): readonly LeftOut[] {
  if (count === 0) return [];
  const subject = count === 1 ? one : many(count.toLocaleString('en-US'));
  return [{ state: 'left-out', source, subject, count, reason, permission: null }];
}

function unreadable(source: string, subject: string, reason: string): Unreadable {
  return { state: 'unreadable', source, subject, reason, permission: null, cause: 'failed' };
}
