import type { Draft, StatementInQuestion } from './draft.ts';
import { ensureAudience } from './ensure-audience.ts';
import { mendAction } from './mend-action.ts';
import { mendConditions } from './mend-conditions.ts';
import { mendPrincipal, servesAnotherCluster } from './mend-principal.ts';

/** Changes a statement in place until it lets the request in; null where it is somebody else's or cannot be mended in place. */
export function mendStatement(given: StatementInQuestion): Draft | null {
  if (given.read.effect !== 'Allow' || !given.read.isReadable || servesAnotherCluster(given)) return null;
  const untouched: Draft = { statement: given.raw, edits: [] };
  const principal = mendPrincipal(untouched, given);
  const action = principal === null ? null : mendAction(principal, given);
  const conditions = action === null ? null : mendConditions(action, given);
  return conditions === null ? null : ensureAudience(conditions, given);
}
