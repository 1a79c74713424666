import type { Finding, Layer } from './vocabulary/finding.ts';
import type { Symptom } from './vocabulary/symptom.ts';

/**
 * The finding that explains the failure: the first that fails in causal order. What the pasted error says in so many words (`heard`, ids of
 * rules) goes first. Where it says how far the call to STS came, a failure that can explain exactly that goes before others: a refusal by STS
 * is not explained by pods that never asked it.
 */
export function causeOf(
  findings: readonly Pick<Finding, 'id' | 'layer' | 'status'>[],
  symptom: Symptom | null,
  heard: readonly string[] = [],
): string | null {
  const failures = findings.filter((finding) => finding.status === 'fail');
  const telling =
    failures.find((finding) => heard.includes(finding.id)) ??
    failures.find((finding) => explains(finding, symptom));
  return (telling ?? failures[0])?.id ?? null;
}

const AFTER_REFUSAL: readonly Layer[] = ['role', 'trust-policy'];
const AFTER_INVALID_TOKEN: readonly Layer[] = ['cluster', 'provider'];
/** With these the pod does ask STS, but with another identity or for another role than one thinks. */
const ASKS_FOR_SOMETHING_ELSE: readonly string[] = ['pod.other-service-account', 'pod.other-role'];

function explains(finding: Pick<Finding, 'id' | 'layer'>, symptom: Symptom | null): boolean {
  switch (symptom?.kind) {
    case 'assume-web-identity-denied':
      return AFTER_REFUSAL.includes(finding.layer) || ASKS_FOR_SOMETHING_ELSE.includes(finding.id);
    case 'invalid-identity-token':
      return AFTER_INVALID_TOKEN.includes(finding.layer);
    default:
      return false;
  }
}
