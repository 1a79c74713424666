import { MAIN_ACCOUNT } from '../base-world.ts';
import { type Difference, roleNameOf, type Scenario, scenario } from '../scenario.ts';

/** A call that AWS refuses to the role after it was assumed. */
export interface RefusedCall {
  readonly action: string;
  readonly resource: string;
  /** How the sentence goes on, as newer messages do. */
  readonly because?: string;
}

/** A service account whose chain to its role is right, and whose role is then refused a call. */
export function refused(difference: Omit<Difference, 'error' | 'isTold'>, call: RefusedCall): Scenario {
  const { namespace, serviceAccount } = difference;
  const session = `arn:aws:sts::${MAIN_ACCOUNT}:assumed-role/${roleNameOf(difference)}/botocore-session-1767225600`;
  const because = call.because === undefined ? '' : ` ${call.because}`;
  return scenario({
    ...difference,
    isTold: true,
    error: `namespace=${namespace} serviceaccount=${serviceAccount} AccessDenied: User: ${session} is not authorized to perform: ${call.action} on resource: ${call.resource}${because}`,
  });
}

/** The sentence's end where a kind of policy has nothing that allows the action. */
export function unallowed(policy: string, action: string): string {
  return `because no ${policy} allows the ${action} action`;
}

/** The sentence's end where a kind of policy denies. */
export function deniedIn(policy: string): string {
  return `with an explicit deny in a ${policy}`;
}
