import { jsonText } from './document/json.ts';
import type { JsonValue } from './types.ts';

/** IAM's default for "role trust policy length", in characters without white space. Source: IAM and STS quotas. */
export const TRUST_POLICY_QUOTA = 2048;

/** Length of a document as IAM counts it: white space does not count. Infinite for a document too deep to be written. */
export function quotaLength(document: JsonValue): number {
  return jsonText(document)?.replace(/\s/g, '').length ?? Number.POSITIVE_INFINITY;
}

/** The most that the quota can be raised to. Source: IAM and STS quotas. */
export const RAISED_QUOTA = 4096;

/** What to know of a document that fits only where the quota was raised; null for one that fits by default. */
export function quotaNote(document: JsonValue): string | null {
  const length = quotaLength(document);
  if (length <= TRUST_POLICY_QUOTA) return null;
  return `The policy has ${length} characters without white space: it needs a quota raised above ${TRUST_POLICY_QUOTA}, which the policy before needed too.`;
}

/**
 * What to do about a document that is too long, in a sentence or two; null for one that fits. `before` is the policy that it takes the
 * place of: where that one is longer than the default, the quota was raised.
 */
export function quotaProblem(document: JsonValue, before: JsonValue = null): string | null {
  const length = quotaLength(document);
  const isRaised = quotaLength(before) > TRUST_POLICY_QUOTA;
  const quota = isRaised ? RAISED_QUOTA : TRUST_POLICY_QUOTA;
  if (length <= quota) return null;
  const role = isRaised ? 'even with a raised quota' : 'by default';
  const isRaiseEnough = !isRaised && length <= RAISED_QUOTA;
  const remedy = isRaiseEnough ? 'Raise the quota "Role trust policy length" to 4,096, give' : 'Give';
  const many = Number.isFinite(length) ? length : 'too many';
  return (
    `The policy would have ${many} characters without white space, and a role has ${quota} ${role}. ` +
    `${remedy} this service account a role of its own, or use EKS Pod Identity, ` +
    'whose trust policy does not grow with clusters.'
  );
}

/** Whether a document is so long that no correction could bring it below what a role can have. */
export function isBeyondQuota(document: JsonValue): boolean {
  return quotaLength(document) > 2 * RAISED_QUOTA;
}
