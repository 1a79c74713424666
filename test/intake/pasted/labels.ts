import type { LabelledText } from '../error-texts.ts';

export type Pasted = readonly [title: string, text: string, says: LabelledText['says']];

export const REQUEST = '0b6f2d1e-93c4-4a57-8d10-6e2f7a9c4b31';
export const WORKLOADS = '333344445555';
export const SHARED = '666677778888';
export const ISSUER = 'https://oidc.eks.ap-southeast-2.amazonaws.com/id/5D7E0C1B2A39485766F4E3D2C1B0A998';
export const TOKEN = '/var/run/secrets/eks.amazonaws.com/serviceaccount/token';
export const POD_TOKEN = '/var/run/secrets/pods.eks.amazonaws.com/serviceaccount/eks-pod-identity-token';

const WEB_IDENTITY = 'sts:AssumeRoleWithWebIdentity';

/** STS refused the subject; further members as given. */
export const denied = (more: Partial<LabelledText['says']> = {}): LabelledText['says'] => ({
  kind: 'assume-web-identity-denied',
  code: 'AccessDenied',
  action: WEB_IDENTITY,
  ...more,
});

export const badToken = (more: Partial<LabelledText['says']> = {}): LabelledText['says'] => ({
  kind: 'invalid-identity-token',
  code: 'InvalidIdentityToken',
  ...more,
});

export const configuration = (more: Partial<LabelledText['says']> = {}): LabelledText['says'] => ({
  kind: 'web-identity-config',
  ...more,
});

export const webIdentity = { action: WEB_IDENTITY } as const;

/** A session of a role was refused an action. */
export const refused = (
  role: string,
  session: string,
  action: string | null,
  more: Partial<LabelledText['says']> = {},
): LabelledText['says'] => ({
  kind: 'downstream-denied',
  principalArn: sessionArn(role, session),
  roleName: role,
  accountId: WORKLOADS,
  sessionName: session,
  action,
  ...more,
});

export const sessionArn = (role: string, session: string): string =>
  `arn:aws:sts::${WORKLOADS}:assumed-role/${role}/${session}`;

export const roleArn = (role: string, account = WORKLOADS): string => `arn:aws:iam::${account}:role/${role}`;

/** What a text says of the role that was to be assumed. */
export const ofRole = (role: string, account = WORKLOADS) => ({
  roleArn: roleArn(role, account),
  roleName: role.split('/').at(-1) ?? role,
  accountId: account,
});

export const labelledTexts = (pasted: readonly Pasted[]): readonly LabelledText[] =>
  pasted.map(([title, text, says]) => ({ title, text, says }));
