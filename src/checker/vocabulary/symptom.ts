export type SymptomKind =
  | 'assume-web-identity-denied'
  | 'invalid-identity-token'
  | 'web-identity-config'
  | 'downstream-denied'
  | 'not-relevant';

export type DenyReason =
  | 'identity-based'
  | 'explicit-deny'
  | 'scp'
  | 'rcp'
  | 'boundary'
  | 'resource-based'
  | 'session'
  | 'vpce';

/** What an error text says, and nothing else: null where it does not say. */
export interface Symptom {
  readonly kind: SymptomKind;
  readonly code: string | null;
  readonly action: string | null;
  readonly principalArn: string | null;
  readonly roleName: string | null;
  readonly accountId: string | null;
  readonly sessionName: string | null;
  /** The session's name has the form of an EC2 instance id: the credentials came from the node, not from web identity. */
  readonly nodeRole: boolean;
  readonly roleArn: string | null;
  readonly namespace: string | null;
  readonly serviceAccount: string | null;
  readonly resource: string | null;
  readonly requestId: string | null;
  readonly issuer: string | null;
  readonly denyReason: DenyReason | null;
}
