import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/checker/diagnose.ts';
import { RULES } from '../../../src/checker/rules/list.ts';
import type { Evidence } from '../../../src/checker/vocabulary/evidence.ts';
import {
  SYMPTOM_DETAILS,
  type Symptom,
  type SymptomDetail,
} from '../../../src/checker/vocabulary/symptom.ts';
import {
  ANNOTATION,
  aCluster,
  aContainer,
  accountPiece,
  annotated,
  aPod,
  aProvider,
  aSymptom,
  HOST,
  ISSUER,
  known,
  podsPiece,
  ROLE_ARN,
  rolePiece,
  situationOf,
} from '../evidence.ts';

function told(says: Partial<Symptom>, changes: Partial<Evidence> = {}) {
  const symptom = aSymptom({ kind: 'web-identity-config', action: null, code: null, ...says });
  const diagnosis = diagnose(situationOf(changes, { symptom }), [], 0);
  const of = (id: string) => diagnosis.findings.find((finding) => finding.id === id);
  const finding = of(diagnosis.cause ?? '');
  const fix = diagnosis.fixes[finding?.fix ?? -1];
  return { ...diagnosis, of, finding, commands: fix?.commands.map((command) => command.text) ?? [] };
}

const CHINA = 'https://oidc.eks.cn-north-1.amazonaws.com.cn/id/5D0F3A9AB45D4D21B6E8A1F2C3D40777';
const inChina: Partial<Evidence> = {
  cluster: known(
    'eks:DescribeCluster',
    'cluster beijing',
    aCluster({ arn: 'arn:aws-cn:eks:cn-north-1:111122223333:cluster/beijing', region: 'cn-north-1' }),
  ),
  issuer: known('eks:DescribeCluster', 'issuer', CHINA),
  serviceAccount: annotated(ROLE_ARN.replace('arn:aws:', 'arn:aws-cn:')),
  pods: podsPiece(
    aPod({ containers: [aContainer({ roleArn: ROLE_ARN.replace('arn:aws:', 'arn:aws-cn:') })] }),
  ),
  role: rolePiece({
    arn: ROLE_ARN.replace('arn:aws:', 'arn:aws-cn:'),
    trustPolicy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: `arn:aws-cn:iam::111122223333:oidc-provider/${CHINA.slice(8)}` },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: { [`${CHINA.slice(8)}:sub`]: 'system:serviceaccount:payments:api' },
          },
        },
      ],
    }),
  }),
  provider: known('iam:GetOpenIDConnectProvider', 'provider', aProvider({ url: CHINA.slice(8) })),
};

const PROXIED = ['AWS_ROLE_ARN', 'AWS_WEB_IDENTITY_TOKEN_FILE', 'https_proxy'];

/** Rule, what the text says, evidence besides, words of the explanation or of what was found. */
const TOLD: readonly (readonly [string, Partial<Symptom>, Partial<Evidence>, RegExp])[] = [
  ['token.expired', { detail: 'token-expired' }, {}, /old copy/],
  ['token.audience-missing', { detail: 'audience-missing' }, {}, /Secrets/],
  ['token.not-a-jwt', { detail: 'not-a-jwt' }, {}, /Bearer/],
  ['token.other-audience', { detail: 'incorrect-audience' }, {}, /sts\.amazonaws\.com.*did not mount/],
  ['provider.thumbprint', { detail: 'thumbprint-mismatch' }, {}, /thumbprint/],
  [
    'sts.unreachable',
    { detail: 'sts-unreachable', stsHost: 'sts.eu-west-1.amazonaws.com' },
    {},
    /com\.amazonaws\.eu-west-1\.sts/,
  ],
  [
    'sts.global-endpoint',
    { detail: 'sts-unreachable', stsHost: 'sts.amazonaws.com' },
    {},
    /AWS_STS_REGIONAL_ENDPOINTS/,
  ],
  [
    'sts.global-endpoint',
    { detail: 'sts-unreachable', stsHost: 'sts.amazonaws.com' },
    {
      serviceAccount: accountPiece({
        annotations: { [ANNOTATION]: ROLE_ARN, 'eks.amazonaws.com/sts-regional-endpoints': 'false' },
      }),
    },
    /Remove annotation/,
  ],
  ['sts.certificate', { detail: 'sts-certificate' }, {}, /proxy/],
  ['sts.proxy', { detail: 'sts-proxy' }, {}, /got no further/],
  [
    'sts.unreachable',
    { detail: 'sts-unreachable', stsHost: 'sts.eu-west-1.amazonaws.com' },
    { pods: podsPiece(aPod({ containers: [aContainer({ environmentNames: PROXIED })] })) },
    /Container app of pod api-7f9c6d5b4-x2x9k has a proxy set, .* since it has no NO_PROXY/,
  ],
  ['sts.region-disabled', { detail: 'sts-region-disabled' }, {}, /Activate it/],
  ['sts.signing-scope', { detail: 'sts-signing-scope' }, {}, /signing region/],
  ['sts.other-endpoint', { detail: 'sts-other-endpoint' }, {}, /AWS_ENDPOINT_URL_STS/],
  ['sts.other-partition', { detail: 'provider-not-found', issuer: CHINA }, inChina, /aws-cn.*most likely/],
  ['sts.keys-unreachable', { detail: 'keys-unreachable' }, {}, /served by AWS itself/],
  [
    'sts.keys-unreachable',
    { detail: 'keys-unreachable', issuer: 'https://issuer.example' },
    {},
    /private bucket/,
  ],
  ['sts.throttled', { detail: 'throttled' }, {}, /one client per process/],
  ['role.session-too-long', { detail: 'session-too-long' }, {}, /DurationSeconds/],
  ['application.sts-module-missing', { detail: 'sts-module-missing' }, {}, /module/],
  ['application.own-role', { detail: 'role-arn-invalid' }, {}, /own settings/],
  ['application.web-identity-unused', { detail: 'no-credentials' }, {}, /found no credentials/],
  ['pod.token-unreadable', { detail: 'token-unreadable' }, {}, /fsGroup/],
  [
    'pod.token-unreadable',
    { detail: 'token-unreadable' },
    { pods: podsPiece(aPod({ fsGroup: 3 })) },
    /dropped/,
  ],
  ['pod.token-file-absent', { detail: 'token-file-absent' }, {}, /laptop/],
  ['pod.session-name-invalid', { detail: 'session-name-invalid' }, {}, /own settings/],
  ['pod.profile', { detail: 'profile-not-found' }, {}, /profile/],
  ['pod-identity.agent-refuses-token', { detail: 'agent-token-refused' }, {}, /Bearer/],
  ['pod-identity.agent-other-address', { detail: 'agent-other-address' }, {}, /by its own address/],
  ['pod-identity.association-not-found', { detail: 'association-not-found' }, {}, /knows no association/],
];

/** Heard only where an association of Pod Identity serves the pods. */
const OF_POD_IDENTITY: readonly SymptomDetail[] = ['session-tags-too-large', 'associated-role-refused'];

describe('what only an error shows', () => {
  it.each(TOLD)('%s is the one cause where the error says %j', (id, says, changes, words) => {
    const { cause, finding, findings } = told(says, changes);
    expect(cause).toBe(id);
    expect(findings.filter(({ status }) => status === 'fail').map((it) => it.id)).toEqual([id]);
    expect(`${finding?.explanation} ${finding?.actual}`).toMatch(words);
    expect(finding?.evidence).toContainEqual({ source: 'pasted error', subject: 'its text' });
  });

  it.each(TOLD)('%s says nothing without the error %j', (id, _says, changes) => {
    const diagnosis = diagnose(situationOf(changes), [], 0);
    expect(diagnosis.verdict).toBe('healthy');
    expect(['pass', undefined]).toContain(diagnosis.findings.find((finding) => finding.id === id)?.status);
  });

  it('has an answer for everything that a text may say exactly', () => {
    const unanswered = SYMPTOM_DETAILS.filter((detail) => {
      const { findings } = told({ detail });
      return findings.every(({ status }) => status === 'pass' || status === 'skipped');
    });
    expect(unanswered.toSorted()).toEqual(OF_POD_IDENTITY.toSorted());
  });

  it('comes before what the evidence shows, where the text leaves no doubt', () => {
    expect(told({ detail: 'token-expired' }, { pods: podsPiece(aPod({ containers: [] })) }).cause).toBe(
      'token.expired',
    );
  });
});

describe('an error that the evidence explains better', () => {
  it.each<readonly [string, Partial<Symptom>, Partial<Evidence>]>([
    [
      'service-account.annotation-malformed',
      { detail: 'role-arn-invalid' },
      { serviceAccount: annotated('x y'), pods: podsPiece() },
    ],
    [
      'provider.audience-not-listed',
      { detail: 'incorrect-audience', kind: 'invalid-identity-token' },
      { provider: known('iam:GetOpenIDConnectProvider', 'provider', aProvider({ clientIds: ['x'] })) },
    ],
    [
      'pod.partial-environment',
      { detail: 'token-file-absent' },
      { pods: podsPiece(aPod({ containers: [aContainer({ mounts: [] })] })) },
    ],
    [
      'provider.missing',
      { detail: 'provider-not-found', kind: 'invalid-identity-token' },
      {
        provider: {
          state: 'absent',
          source: 'iam:GetOpenIDConnectProvider',
          subject: 'OIDC provider',
        },
      },
    ],
  ])('is explained by %s alone', (id, says, changes) => {
    const { cause, findings } = told(says, changes);
    expect(cause).toBe(id);
    expect(findings.filter(({ status }) => status === 'fail').map((it) => it.id)).toEqual([id]);
  });
});

describe('an error that contradicts the evidence', () => {
  const missing = { kind: 'invalid-identity-token', detail: 'provider-not-found' } as const;
  const createdAt = '2026-02-27T10:00:00.000Z';

  it('is told beside the provider that is there, with its age', () => {
    const provider = known('iam:GetOpenIDConnectProvider', 'provider', aProvider({ createdAt }));
    const { verdict, cause, of } = told({ ...missing, issuer: ISSUER }, { provider });
    expect({ verdict, cause }).toEqual({ verdict: 'at-risk', cause: null });
    expect(of('provider.found-after-all')).toMatchObject({
      status: 'warn',
      expected: expect.stringContaining('as the error says'),
      actual: expect.stringContaining(createdAt),
    });
    expect(of('provider.found-after-all')?.explanation).toMatch(/older.*another account/);
  });

  it('names the other account where the error does', () => {
    const { of } = told({ ...missing, accountId: '999988887777' });
    expect(of('provider.found-after-all')?.explanation).toContain('999988887777');
  });

  it.each([
    ['https://oidc.eks.us-east-1.amazonaws.com/id/C0FFEE00112233445566778899AABBCC', /another cluster/],
    ['https://kubernetes.default.svc.cluster.local', /--service-account-issuer/],
  ])('about issuer %s leaves the question open and says why', (issuer, words) => {
    const { verdict, of, summary } = told({ ...missing, issuer });
    expect(verdict).toBe('unknown');
    expect(of('cluster.other-issuer')?.explanation).toMatch(words);
    expect(summary).toContain(HOST);
    expect(of('provider.found-after-all')).toBeUndefined();
  });
});

it('keeps every rule that hears an error silent without one', () => {
  const ids = RULES.filter((rule) => rule.hears !== undefined).map(({ id }) => id);
  const shown = diagnose(situationOf(), [], 0).findings.map(({ id }) => id);
  expect(shown.filter((id) => ids.includes(id))).toEqual([]);
  expect(ids.length).toBeGreaterThan(15);
});
