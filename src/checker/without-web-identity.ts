import type { Symptom } from './vocabulary/symptom.ts';

/**
 * Whether the error shows that its process did not use web identity: it had the node's credentials, those of an IAM user, or none. Source of
 * the form of a node's session name: EC2, instance ids.
 */
export function isWithoutWebIdentity(symptom: Symptom | null): boolean {
  if (symptom === null || isOfAgent(symptom)) return false;
  return symptom.nodeRole || isUser(symptom) || symptom.detail === 'no-credentials';
}

/** Whether the refused call is the EKS Pod Identity agent's own, which it makes with the role of its node. */
export function isOfAgent(symptom: Symptom | null): boolean {
  return (
    symptom?.kind === 'downstream-denied' &&
    symptom.action?.toLowerCase() === 'eks-auth:assumeroleforpodidentity'
  );
}

/** Whether long-term keys of an IAM user made the call. */
export function isUser({ principalArn }: Symptom): boolean {
  return /^arn:[\w-]+:iam::\d*:user\//.test(principalArn ?? '');
}

/** What the error shows of the credentials, as a clause. */
export function credentialsOf(symptom: Symptom): string {
  if (symptom.nodeRole) {
    return `the error was made with the node's role: its session ${symptom.sessionName ?? ''} is the id of an EC2 instance`;
  }
  if (isUser(symptom)) return `the error was made with the keys of an IAM user, ${symptom.principalArn}`;
  return 'the error says that the process found no credentials at all';
}
