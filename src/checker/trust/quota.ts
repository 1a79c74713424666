import { jsonText } from './document/json.ts';
import type { JsonValue } from './types.ts';

/** IAM's default for "role trust policy length", in characters without white space. Source: IAM and STS quotas. */
export const TRUST_POLICY_QUOTA = 2048;

/** Length of a document as IAM counts it: white space does not count. Infinite for a document too deep to be written. */
export function quotaLength(document: JsonValue): number {
  return jsonText(document)?.replace(/\s/g, '').length ?? Number.POSITIVE_INFINITY;
}

/** What to do about a document that is too long, in a sentence or two; null for one that fits. */
export function quotaProblem(document: JsonValue): string | null {
  const length = quotaLength(document);
  if (length <= TRUST_POLICY_QUOTA) return null;
  return (
    `The corrected policy would have ${length} characters without white space, and a role has ${TRUST_POLICY_QUOTA} by default. ` +
    'Raise the quota "Role trust policy length" to 4,096, give this service account a role of its own, or use EKS Pod Identity, ' +
    'whose trust policy does not grow with clusters.'
  );
}
