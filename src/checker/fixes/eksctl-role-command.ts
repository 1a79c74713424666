import { shellOption } from '../shell-quote.ts';
import type { Situation } from '../situation.ts';
import type { Role } from '../vocabulary/evidence.ts';
import type { FixCommand } from '../vocabulary/fix.ts';

/** As long as IAM lets the name of a role be. */
const LONGEST_NAME = 64;
const SUFFIX = '-eksctl';

/**
 * What those do who keep their roles with eksctl: it cannot change a role that is there, only make one of its own and have the service
 * account name it. Null where the cluster is not known or the role is of another account, in which eksctl makes none.
 */
export function eksctlRoleCommand({ target, request }: Situation, role: Role): FixCommand | null {
  const { cluster, region, accountId, namespace, serviceAccount } = target;
  if (cluster === null || region === null || request === null || accountId !== request.accountId) return null;
  const name = `${role.name.slice(0, LONGEST_NAME - SUFFIX.length)}${SUFFIX}`;
  const options = [
    shellOption('--cluster', cluster),
    shellOption('--region', region),
    shellOption('--namespace', namespace),
    shellOption('--name', serviceAccount),
    shellOption('--role-name', name),
    '--attach-policy-arn POLICY_ARN',
    '--override-existing-serviceaccounts --approve',
  ];
  return {
    tool: 'eksctl',
    text: `# eksctl cannot change this role: it makes another, which needs the same policies\neksctl create iamserviceaccount ${options.join(' ')}`,
  };
}
