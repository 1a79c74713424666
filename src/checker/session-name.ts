import { namesRole } from './pods-in-question.ts';
import { matchesGlob, type ResolvedPart } from './trust/decide/glob.ts';
import { readPattern } from './trust/document/pattern.ts';
import type { ConditionResult, Truth } from './trust/types.ts';
import type { Pod } from './vocabulary/evidence.ts';

/** How a condition on `sts:RoleSessionName` fares for some pods. `names` are those that the pods set themselves. */
export interface SessionNameVerdict {
  readonly truth: Truth;
  readonly names: readonly string[];
}

/** STS, AssumeRoleWithWebIdentity, RoleSessionName. */
export const VALID_SESSION_NAME = /^[\w+=,.@-]{2,64}$/;

/** The first name that the pods set themselves and STS takes; null where the SDK makes one up. */
export function ownSessionName(pods: readonly Pod[]): string | null {
  const names = pods.flatMap((pod) => pod.containers.filter(namesRole).map(({ sessionName }) => sessionName));
  return names.find((name) => name !== null && VALID_SESSION_NAME.test(name)) ?? null;
}

/** What SDKs make names of when nobody says one: an own prefix or none, and a time. No fixed text is ever equal to it. */
export function sessionNameVerdict(
  { operator, wanted }: ConditionResult,
  pods: readonly Pod[],
): SessionNameVerdict {
  const asking = pods.flatMap((pod) => pod.containers.filter(namesRole));
  const names = [...new Set(asking.flatMap(({ sessionName }) => sessionName ?? []))];
  const isLike = operator.toLowerCase() === 'stringlike';
  if ((!isLike && operator.toLowerCase() !== 'stringequals') || asking.length === 0) {
    return { truth: 'unknown', names };
  }
  const isMet = (name: string): boolean =>
    wanted.some((value) => (isLike ? isLikeName(value, name) : value === name));
  if (names.some((name) => !isMet(name))) return { truth: 'false', names };
  if (asking.every(({ sessionName }) => sessionName !== null)) return { truth: 'true', names };
  const isFixed = wanted.every((value) => !/[*?$]/.test(value));
  return { truth: isFixed || !isLike ? 'false' : 'unknown', names };
}

function isLikeName(value: string, name: string): boolean {
  const parts = readPattern(value, true, false).filter(
    (part): part is ResolvedPart => part.kind !== 'variable',
  );
  return matchesGlob(parts, name);
}
