import type { DenyReason } from '../checker/vocabulary/symptom.ts';

/** A policy type that is named tells more than "explicit deny" does, except for the identity's own policies. */
const reasons: readonly (readonly [RegExp, DenyReason])[] = [
  [/VPC endpoint polic/i, 'vpce'],
  [/service control polic/i, 'scp'],
  [/resource control polic/i, 'rcp'],
  [/permissions? boundar/i, 'boundary'],
  [/sessions? polic/i, 'session'],
  [/resource-based polic|role trust polic/i, 'resource-based'],
  [/explicit deny/i, 'explicit-deny'],
  [/identity-based polic/i, 'identity-based'],
];

/** Why AWS refused, from the tail of its message: `because no … policy allows`, `with an explicit deny in …`. Null where it has none. */
export function denyReason(flat: string): DenyReason | null {
  const tail = /(?:because (?:no|the)|with an explicit deny)\b.{0,300}/i.exec(flat)?.[0];
  if (tail === undefined) return null;
  return reasons.find(([pattern]) => pattern.test(tail))?.[1] ?? null;
}
