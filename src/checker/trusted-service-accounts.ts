import type { Evaluation } from './trust/types.ts';
import { subjectOf } from './vocabulary/target.ts';

/** A service account that a trust policy names exactly. */
export interface NamedServiceAccount {
  readonly namespace: string;
  readonly serviceAccount: string;
}

const EXACT_SUBJECT = /^system:serviceaccount:([^:*?]+):([^:*?]+)$/;
// RFC 1123: a label for namespaces, a subdomain for service accounts.
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const SUBDOMAIN = /^(?=.{1,253}$)[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/;

/**
 * Other service accounts of the same cluster that the policy names one by one, those of the closest statement first. Values under operators
 * that match patterns count too as long as they hold no pattern.
 */
export function otherTrustedServiceAccounts(
  trust: Evaluation,
  own: NamedServiceAccount,
): readonly NamedServiceAccount[] {
  const closestFirst = trust.statements.toSorted(
    (a, b) => Number(b.index === trust.closest) - Number(a.index === trust.closest),
  );
  const found = new Map<string, NamedServiceAccount>();
  for (const value of closestFirst
    .filter((statement) => statement.effect === 'Allow')
    .flatMap((statement) => statement.conditions)
    .filter((condition) => condition.keyKind === 'sub')
    .flatMap((condition) => condition.wanted)) {
    const [, namespace, serviceAccount] = EXACT_SUBJECT.exec(value) ?? [];
    if (namespace === undefined || serviceAccount === undefined) continue;
    if (namespace === own.namespace && serviceAccount === own.serviceAccount) continue;
    found.set(subjectOf(namespace, serviceAccount), { namespace, serviceAccount });
  }
  return [...found.values()];
}

/** Whether Kubernetes would take the names at all: what it refuses cannot exist, and need not be asked for. */
export function canExist(named: NamedServiceAccount): boolean {
  return LABEL.test(named.namespace) && SUBDOMAIN.test(named.serviceAccount);
}
