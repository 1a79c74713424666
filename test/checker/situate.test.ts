import { describe, expect, it } from 'vitest';
import {
  absent,
  accountPiece,
  annotated,
  aPod,
  aSymptom,
  denied,
  podsPiece,
  ROLE_ARN,
  rolePiece,
  SUBJECT,
  situationOf,
} from './evidence.ts';

const volume = (audience: string) => [
  { name: 'aws-iam-token', audience, expirationSeconds: 3600, path: 'token' },
];

describe('situate', () => {
  it('resolves the target as far as the evidence goes', () => {
    expect(situationOf().target).toEqual({
      cluster: 'prod-eu',
      region: 'eu-west-1',
      accountId: '111122223333',
      namespace: 'payments',
      serviceAccount: 'api',
      pod: null,
      roleArn: ROLE_ARN,
      issuer: 'https://oidc.eks.eu-west-1.amazonaws.com/id/5D0F3A9AB45D4D21B6E8A1F2C3D40777',
      subject: SUBJECT,
      audience: 'sts.amazonaws.com',
    });
  });

  it('knows neither request nor decision without role or issuer', () => {
    const withoutRole = situationOf({
      serviceAccount: accountPiece({ annotations: {} }),
      pods: podsPiece(),
      role: denied('iam:GetRole', 'role'),
    });
    expect(withoutRole).toMatchObject({ request: null, trust: null, target: { roleArn: null } });
    const withoutIssuer = situationOf({ issuer: denied('eks:DescribeCluster', 'issuer') });
    expect(withoutIssuer).toMatchObject({ request: null, trust: null, target: { issuer: null } });
  });

  it('keeps the request, but not the decision, where the role cannot be read', () => {
    const situation = situationOf({ role: absent('iam:GetRole', 'role') });
    expect(situation.request).toMatchObject({ accountId: '111122223333', subject: SUBJECT });
    expect(situation.trust).toBeNull();
  });

  it.each([
    [
      "the newest pod's token volume",
      'newer',
      podsPiece(
        aPod({ tokenVolumes: volume('older'), createdAt: '2026-01-01T00:00:00Z' }),
        aPod({ name: 'b', tokenVolumes: volume('newer'), createdAt: '2026-02-01T00:00:00Z' }),
      ),
    ],
    ['the annotation where no pod has one', 'annotated', podsPiece(aPod({ tokenVolumes: [] }))],
    [
      'the annotation where only foreign pods have one',
      'annotated',
      podsPiece(aPod({ serviceAccount: 'other', tokenVolumes: volume('foreign') })),
    ],
  ])('takes the audience from %s', (_from, audience, pods) => {
    const annotations = { 'eks.amazonaws.com/role-arn': ROLE_ARN, 'eks.amazonaws.com/audience': 'annotated' };
    expect(situationOf({ pods, serviceAccount: accountPiece({ annotations }) }).target.audience).toBe(
      audience,
    );
  });

  it('believes the role about its account and partition, not the annotation', () => {
    const situation = situationOf({
      serviceAccount: annotated('arn:aws-cn:iam::444455556666:role/payments-api'),
      role: rolePiece(),
    });
    expect(situation.request).toMatchObject({ accountId: '111122223333', partition: 'aws' });
    expect(situation.target.roleArn).toBe('arn:aws-cn:iam::444455556666:role/payments-api');
  });

  it("never takes the node's role for the one in question", () => {
    const bare = {
      serviceAccount: accountPiece({ annotations: {} }),
      pods: podsPiece(),
      role: denied<never>('iam:GetRole', 'role'),
    };
    const symptom = aSymptom({ kind: 'downstream-denied', roleArn: ROLE_ARN });
    expect(situationOf(bare, { symptom }).target.roleArn).toBe(ROLE_ARN);
    expect(situationOf(bare, { symptom: { ...symptom, nodeRole: true } }).target.roleArn).toBeNull();
  });

  it('evaluates date conditions at the given time', () => {
    const issuerKey = 'oidc.eks.eu-west-1.amazonaws.com/id/5D0F3A9AB45D4D21B6E8A1F2C3D40777:sub';
    const policy = (before: string) => ({
      trustPolicy: JSON.stringify({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${issuerKey.slice(0, -4)}` },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: { StringEquals: { [issuerKey]: SUBJECT }, DateLessThan: { 'aws:CurrentTime': before } },
        },
      }),
    });
    expect(situationOf({ role: rolePiece(policy('2026-03-02T00:00:00Z')) }).trust?.decision).toBe('allowed');
    expect(situationOf({ role: rolePiece(policy('2026-02-01T00:00:00Z')) }).trust?.decision).toBe(
      'implicitDeny',
    );
  });
});
