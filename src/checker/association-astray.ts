import { existenceOf } from './collect-service-accounts.ts';
import { knownOrNull } from './known.ts';
import { editDistance } from './trust/explain/edit-distance.ts';
import { canExist } from './trusted-service-accounts.ts';
import type { Evidence, PodIdentityAssociation } from './vocabulary/evidence.ts';
import type { Target } from './vocabulary/target.ts';

/** How many associations with a name much alike are worth a look. */
const MOST_LOOKED_AT = 3;
/** Letters that somebody may have got wrong in a name. */
const MOST_WRONG = 2;

interface Name {
  readonly namespace: string;
  readonly serviceAccount: string;
}

/**
 * The associations whose name may be a slip for the service account's: a letter or two off, or the same service
 * account in another namespace. EKS takes associations for names that do not exist. The most alike first.
 */
export function associationsAlike(
  all: readonly PodIdentityAssociation[],
  wanted: Name,
): readonly PodIdentityAssociation[] {
  return all
    .map((one) => ({ one, distance: distanceOf(one, wanted) }))
    .filter(({ one, distance }) => distance <= MOST_WRONG && canExist(one))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, MOST_LOOKED_AT)
    .map(({ one }) => one);
}

/** The one of them that was most likely meant for the service account, because nobody else can use it: what it names does not exist. */
export function associationAstray(evidence: Evidence, target: Target): PodIdentityAssociation | null {
  const alike = knownOrNull(evidence.astray) ?? [];
  return alike.find((one) => knownOrNull(existenceOf(one, target, evidence)) === false) ?? null;
}

function distanceOf(one: Name, wanted: Name): number {
  if (one.serviceAccount === wanted.serviceAccount) {
    return Math.min(MOST_WRONG, wrongLetters(one.namespace, wanted.namespace));
  }
  if (one.namespace !== wanted.namespace) return Number.POSITIVE_INFINITY;
  return wrongLetters(one.serviceAccount, wanted.serviceAccount);
}

/** In a short name one letter is half of it. */
function wrongLetters(written: string, wanted: string): number {
  const wrong = editDistance(written, wanted);
  return wanted.length <= 3 && wrong > 1 ? Number.POSITIVE_INFINITY : wrong;
}
