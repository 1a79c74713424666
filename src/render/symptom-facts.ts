import type { DenyReason, Symptom } from '../checker/vocabulary/symptom.ts';

export interface SymptomFact {
  readonly label: string;
  readonly value: string;
}

const REFUSED_BY: Readonly<Record<DenyReason, string>> = {
  'identity-based': 'no identity-based policy allows it',
  'explicit-deny': 'an explicit deny',
  scp: 'a service control policy',
  rcp: 'a resource control policy',
  boundary: 'a permissions boundary',
  'resource-based': 'a resource-based policy',
  session: 'a session policy',
  vpce: 'a VPC endpoint policy',
};

/** What an error text says, each with a name for it, most telling first; what it does not say is left out. */
export function symptomFacts(symptom: Symptom): readonly SymptomFact[] {
  const { namespace, serviceAccount, denyReason } = symptom;
  const rows: readonly (readonly [string, string | null])[] = [
    ['Error', symptom.code],
    ['Action', symptom.action],
    ['Role', symptom.roleArn ?? symptom.roleName],
    ['Who called', symptom.principalArn],
    ['Namespace', namespace],
    ['Service account', serviceAccount],
    ['Resource', symptom.resource],
    ['Refused by', denyReason && REFUSED_BY[denyReason]],
    ['Issuer', symptom.issuer],
    ['Request id', symptom.requestId],
  ];
  return rows.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]));
}
