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

/** The exact failure that a text reports, where its words leave no doubt. */
export const SYMPTOM_DETAILS = [
  'provider-not-found',
  'incorrect-audience',
  'audience-missing',
  'thumbprint-mismatch',
  'keys-unreachable',
  'not-a-jwt',
  'token-expired',
  'token-unreadable',
  'token-file-absent',
  'role-arn-invalid',
  'session-name-invalid',
  'session-too-long',
  'sts-unreachable',
  'sts-proxy',
  'sts-certificate',
  'sts-region-disabled',
  'sts-signing-scope',
  'sts-other-endpoint',
  'throttled',
  'sts-module-missing',
  'agent-address-refused',
  'agent-unreachable',
  'agent-token-refused',
  'agent-other-address',
  'association-not-found',
  'associated-role-refused',
  'session-tags-too-large',
  'profile-not-found',
  'no-credentials',
] as const;
export type SymptomDetail = (typeof SYMPTOM_DETAILS)[number];

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
  readonly detail?: SymptomDetail;
  /** Host of STS, as far as the text names the one that was called. */
  readonly stsHost?: string;
  /** AWS encoded why it refused. */
  readonly isEncoded?: true;
  /** The encoded message itself, only there where somebody opted for having it decoded. Never shown, never logged. */
  readonly encodedMessage?: string;
  /** The container that the text comes from. */
  readonly container?: string;
}
