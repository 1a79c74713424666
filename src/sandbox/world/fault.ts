/**
 * How a call goes wrong: `denied` for want of a right, `throttled`, `unavailable` (503), `hang` (no answer at all), `garbage` (an HTML page,
 * as a captive portal or a proxy sends).
 */
export type FaultKind = 'denied' | 'throttled' | 'unavailable' | 'hang' | 'garbage';

/**
 * Calls that go wrong or take long. `api` is spelt as permissions are (`iam:GetRole`, `kubernetes:list pods`), or `iam:*` for a whole
 * service. `match` narrows it to calls about one thing: a role's name, a provider's ARN, a cluster's name, `namespace/name`, or the namespace of a list.
 */
export interface CallPattern {
  readonly api: string;
  readonly match?: string;
}

export interface Fault extends CallPattern {
  readonly kind: FaultKind;
  /** How many calls still go wrong; without it, all. Counts down. */
  times?: number;
}

export interface Delay extends CallPattern {
  readonly ms: number;
}

/** The fault that this call meets, if any; one with a count is used up by it. */
export function takeFault(faults: readonly Fault[], api: string, subject: string): FaultKind | null {
  const fault = faults.find((one) => one.times !== 0 && fits(one, api, subject));
  if (fault === undefined) return null;
  if (fault.times !== undefined) fault.times -= 1;
  return fault.kind;
}

/** Milliseconds that this call takes beside its own time: all delays that fit it, added up. */
export function delayOf(delays: readonly Delay[], api: string, subject: string): number {
  return delays.filter((one) => fits(one, api, subject)).reduce((sum, one) => sum + one.ms, 0);
}

function fits(pattern: CallPattern, api: string, subject: string): boolean {
  const isApi = pattern.api.endsWith(':*') ? api.startsWith(pattern.api.slice(0, -1)) : pattern.api === api;
  return isApi && (pattern.match === undefined || pattern.match === subject);
}
