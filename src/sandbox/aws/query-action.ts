import type { Account } from '../world/account.ts';
import type { World } from '../world/world.ts';
import { validationError } from './aws-error.ts';
import type { Caller } from './caller.ts';
import type { SessionStore } from './session-store.ts';
import type { XmlTree } from './xml.ts';

/** One call of IAM or STS, with its parameters as they came. `account` is the caller's. */
export interface QueryCall {
  readonly world: World;
  readonly account: Account;
  readonly caller: Caller;
  readonly parameters: URLSearchParams;
  readonly sessions: SessionStore;
}

/** An action of the Query protocol. */
export interface QueryAction {
  /** What the call is about, for faults, delays and the log: a role's name, a provider's ARN; empty where it is about nothing in particular. */
  subject(parameters: URLSearchParams): string;
  /** The resource as a refusal names it; null for an action that needs no permission. */
  resource(call: QueryCall): string | null;
  /** The result's members; undefined for an action without a result. Throws AwsError. */
  run(call: QueryCall): XmlTree | undefined;
}

/** A parameter that must be there. `member` is its name as the refusal spells it, with a small first letter. */
export function required(parameters: URLSearchParams, name: string): string {
  const value = parameters.get(name);
  if (value !== null) return value;
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  throw validationError(
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  );
}

/** `MaxItems` of IAM's lists: 100 unless given, 1 to 1,000. */
export function maxItems(parameters: URLSearchParams): number {
  const asked = parameters.get('MaxItems');
  if (asked === null) return 100;
  const items = Number(asked);
  if (Number.isInteger(items) && items >= 1 && items <= 1000) return items;
  throw validationError(
    `1 validation error detected: Value '${asked}' at 'maxItems' failed to satisfy constraint: Member must have value less than or equal to 1000`,
  );
}
