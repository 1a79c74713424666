import { AwsError } from './aws-error.ts';

/** Who calls: a user or a session of a role. */
export interface Caller {
  readonly accountId: string;
  readonly arn: string;
  readonly userId: string;
  /** What it may call; null for everything. */
  readonly actions: readonly string[] | null;
}

/** Throws AccessDenied, in the service's own code, unless the caller may do it. `resource` is spelt as the service spells it. */
export function authorise(caller: Caller, api: string, resource: string): void {
  if (caller.actions === null || caller.actions.some((action) => covers(action, api))) return;
  throw accessDenied(caller, api, resource);
}

/** The sentence that IAM and EKS answer with when no policy of the caller's allows the call. */
export function accessDenied(caller: Caller, api: string, resource: string): AwsError {
  return new AwsError(
    'AccessDenied',
    403,
    `User: ${caller.arn} is not authorized to perform: ${api} on resource: ${resource} because no identity-based policy allows the ${api} action`,
  );
}

function covers(action: string, api: string): boolean {
  return action === '*' || action === api || (action.endsWith(':*') && api.startsWith(action.slice(0, -1)));
}
