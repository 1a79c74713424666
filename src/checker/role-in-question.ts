import { ROLE_ANNOTATION } from './annotations.ts';
import { hasWebIdentity } from './pods-in-question.ts';
import { type NamedRole, salvageRole } from './role-arn.ts';
import type { Pod, ServiceAccount } from './vocabulary/evidence.ts';
import type { Symptom } from './vocabulary/symptom.ts';

/** The role that the service account's annotation names, as far as one can be told from it. */
export function roleOfAnnotation(account: ServiceAccount | null): NamedRole | null {
  const value = account?.annotations[ROLE_ANNOTATION];
  return value === undefined ? null : salvageRole(value);
}

/**
 * The role that a diagnosis is about: the annotation's, else the pods', else the pasted error's. One that is named without its account is
 * taken to be in the cluster's. `pods` are the pods in question.
 */
export function roleInQuestion(known: {
  readonly account: ServiceAccount | null;
  readonly pods: readonly Pod[];
  readonly symptom: Symptom | null;
  readonly clusterAccountId: string | null;
}): NamedRole | null {
  const role = roleOfAnnotation(known.account) ?? roleOfPods(known.pods) ?? roleOfSymptom(known.symptom);
  return role === null ? null : { ...role, accountId: role.accountId ?? known.clusterAccountId };
}

function roleOfPods(pods: readonly Pod[]): NamedRole | null {
  for (const container of pods.filter(hasWebIdentity).flatMap((pod) => pod.containers)) {
    const role = container.roleArn === null ? null : salvageRole(container.roleArn);
    if (role !== null && role.arn !== null) return role;
  }
  return null;
}

/** The node's own role is never the one in question. */
function roleOfSymptom(symptom: Symptom | null): NamedRole | null {
  if (symptom === null || symptom.nodeRole || symptom.roleArn === null) return null;
  const role = salvageRole(symptom.roleArn);
  return role !== null && role.arn !== null ? role : null;
}
