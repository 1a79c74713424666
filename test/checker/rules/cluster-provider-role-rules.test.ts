import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/checker/diagnose.ts';
import type { Evidence, InPlaceOfProvider } from '../../../src/checker/vocabulary/evidence.ts';
import {
  ACCOUNT,
  absent,
  aCluster,
  annotated,
  aPod,
  aProvider,
  aStatement,
  denied,
  HOST,
  ISSUER,
  known,
  PROVIDER_ARN,
  podsPiece,
  ROLE_ARN,
  rolePiece,
  situationOf,
  trusting,
  unasked,
} from '../evidence.ts';

function diagnosed(changes: Partial<Evidence>) {
  const diagnosis = diagnose(situationOf(changes), [], 0);
  const of = (id: string) => diagnosis.findings.find((finding) => finding.id === id);
  const fix = diagnosis.fixes[of(diagnosis.cause ?? '')?.fix ?? -1];
  return { ...diagnosis, of, fix, commands: fix?.commands.map((command) => command.text) ?? [] };
}

const noProvider = absent<never>('iam:GetOpenIDConnectProvider', `OIDC provider ${PROVIDER_ARN}`);

describe('cluster.no-issuer', () => {
  it('is the cause for a cluster without an issuer', () => {
    const told = diagnosed({
      cluster: known('eks:DescribeCluster', 'cluster outpost', aCluster({ issuer: null })),
      issuer: absent('eks:DescribeCluster', 'issuer of cluster outpost'),
      provider: unasked('iam:GetOpenIDConnectProvider', 'OIDC provider'),
    });
    expect(told.cause).toBe('cluster.no-issuer');
    expect(told.of('trust.subject-mismatch')?.status).toBe('skipped');
  });

  it('does not need EKS where the cluster itself told its issuer', () => {
    const issuer = known(
      'kubernetes:get /.well-known/openid-configuration',
      'the issuer of cluster prod-eu',
      ISSUER,
    );
    expect(diagnosed({ cluster: denied('eks:DescribeCluster', 'cluster prod-eu'), issuer }).verdict).toBe(
      'healthy',
    );
  });
});

describe('provider.missing', () => {
  it('is the cause when the account has no such provider, and knows three ways to create it', () => {
    const told = diagnosed({ provider: noProvider });
    expect(told.cause).toBe('provider.missing');
    expect(told.of('provider.missing')?.expected).toBe(PROVIDER_ARN);
    expect(told.commands.slice(0, 2)).toEqual([
      'eksctl utils associate-iam-oidc-provider --cluster prod-eu --region eu-west-1 --approve',
      `aws iam create-open-id-connect-provider --url ${ISSUER} --client-id-list sts.amazonaws.com`,
    ]);
    expect(told.commands[2]).toContain(`url            = "${ISSUER}"`);
  });

  it("says that the provider has to be in the role's account, and offers nothing that would create it elsewhere", () => {
    const told = diagnosed({
      serviceAccount: annotated('arn:aws:iam::444455556666:role/payments-api'),
      pods: podsPiece(),
      role: rolePiece({ arn: 'arn:aws:iam::444455556666:role/payments-api' }),
      provider: noProvider,
    });
    expect(told.cause).toBe('provider.missing');
    expect(told.of('provider.missing')?.explanation).toContain('444455556666');
    expect(told.fix?.commands.map((command) => command.tool)).toEqual(['aws', 'terraform']);
  });
});

describe('provider.audience-not-listed', () => {
  it('compares the audience of the token volume with the client ids', () => {
    const volume = { name: 'aws-iam-token', audience: 'vault', expirationSeconds: 3600, path: 'token' };
    const told = diagnosed({ pods: podsPiece(aPod({ tokenVolumes: [volume] })) });
    expect(told.cause).toBe('provider.audience-not-listed');
    expect(told.of('provider.audience-not-listed')).toMatchObject({
      expected: 'vault',
      actual: 'sts.amazonaws.com',
    });
    expect(told.commands).toEqual([
      `aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${PROVIDER_ARN} --client-id vault`,
    ]);
  });

  it('is the cause for a provider without client ids', () => {
    const provider = known('iam:GetOpenIDConnectProvider', 'OIDC provider', aProvider({ clientIds: [] }));
    expect(diagnosed({ provider }).of('provider.audience-not-listed')?.actual).toBe('no client ids');
  });
});

describe('role.missing', () => {
  it('is the cause when IAM has no such role, and can create it', () => {
    const told = diagnosed({ role: absent('iam:GetRole', 'role payments-api') });
    expect(told.cause).toBe('role.missing');
    expect(told.commands[0]).toMatch(
      /^aws iam create-role --role-name payments-api --assume-role-policy-document '\{/,
    );
    expect(JSON.stringify(told.fix?.document)).toContain(`${HOST}:sub`);
  });

  it('is unknown with the permission when the role may not be read', () => {
    const told = diagnosed({ role: denied('iam:GetRole', 'role payments-api') });
    expect(told.verdict).toBe('unknown');
    expect(told.summary).toContain('grant iam:GetRole');
    expect(told.of('trust.subject-mismatch')?.status).toBe('unknown');
  });
});

describe('role.arn-differs', () => {
  const at = (rest: string) => `arn:aws:iam::${ACCOUNT}:role${rest}`;
  it.each([
    ['its path /team/ is missing', at('/payments-api'), at('/team/payments-api')],
    ['the role has no path, not /team/', at('/team/payments-api'), at('/payments-api')],
    [
      'the name is payments-api, not Payments-API (letter case counts)',
      at('/Payments-API'),
      at('/payments-api'),
    ],
    [
      'the account is 111122223333, not 444455556666',
      at('/payments-api').replace(ACCOUNT, '444455556666'),
      at('/payments-api'),
    ],
  ])('is the cause and says that %s', (difference, asked, actual) => {
    const told = diagnosed({
      serviceAccount: annotated(asked),
      pods: podsPiece(),
      role: rolePiece({ arn: actual }),
    });
    expect(told.cause).toBe('role.arn-differs');
    expect(told.of('role.arn-differs')).toMatchObject({ expected: actual, actual: asked });
    expect(told.of('role.arn-differs')?.explanation).toContain(difference);
    expect(told.commands[0]).toContain(`eks.amazonaws.com/role-arn=${actual}`);
  });

  it('is silent when both are the same', () => {
    expect(diagnosed({ role: rolePiece({ arn: ROLE_ARN }) }).verdict).toBe('healthy');
  });
});

describe('provider.other-url', () => {
  const trustingProvider = (host: string) =>
    trusting(aStatement({ principal: { Federated: PROVIDER_ARN.replace(HOST, host) } }));

  it.each([
    ['a slash at the end', `${HOST}/`, 'slash at its end'],
    ['other letter case', HOST.toLowerCase(), 'letter case differs'],
    ['a scheme', `https://${HOST}`, 'scheme'],
    ['no /id', HOST.replace('/id/', '/'), '/id/'],
  ])(
    'is the cause where the trust policy names one with %s and the right one does not exist',
    (_what, host, words) => {
      const told = diagnosed({ provider: noProvider, role: trustingProvider(host) });
      expect(told.cause).toBe('provider.other-url');
      expect(told.of('provider.other-url')).toMatchObject({ expected: HOST, actual: host });
      expect(told.of('provider.other-url')?.explanation).toContain(words);
      expect(told.of('provider.missing')?.status).toBe('skipped');
      expect(told.commands.join(' ')).toContain(`--url ${ISSUER} `);
    },
  );

  it("is the cause where the account's list has one, whatever the trust policy names", () => {
    const inPlaceOfProvider = instead([`${PROVIDER_ARN}/`]);
    const told = diagnosed({ provider: noProvider, inPlaceOfProvider });
    expect(told.cause).toBe('provider.other-url');
    expect(told.of('provider.other-url')?.actual).toBe(`${HOST}/`);
  });

  it('is not what a policy names by mistake while the list shows that nobody made it', () => {
    const told = diagnosed({
      provider: noProvider,
      role: trustingProvider(`${HOST}/`),
      inPlaceOfProvider: instead([]),
    });
    expect(told.cause).toBe('provider.missing');
  });

  it('is the cause where the provider that was found has another URL', () => {
    const provider = known('iam:GetOpenIDConnectProvider', 'provider', aProvider({ url: `${HOST}/` }));
    expect(diagnosed({ provider }).cause).toBe('provider.other-url');
  });

  it("makes nothing of another cluster's", () => {
    const role = trustingProvider('oidc.eks.eu-west-1.amazonaws.com/id/C0FFEE00112233445566778899AABBCC');
    expect(diagnosed({ provider: noProvider, role }).cause).toBe('provider.missing');
  });
});

/** What an account without the provider has in its place. */
function instead(providers: readonly string[], signIn: readonly string[] = []): InPlaceOfProvider {
  return {
    providers: known('iam:ListOpenIDConnectProviders', 'OIDC providers', providers),
    signIn: known('eks:ListIdentityProviderConfigs', 'identity providers', signIn),
  };
}

describe('a provider that is missing', () => {
  const others = (count: number) =>
    Array.from({ length: count }, (_, at) =>
      PROVIDER_ARN.replace(/\/id\/.*/, `/id/${String(at).padStart(32, '0')}`),
    );

  it.each([
    [99, 'pass', /99 providers/],
    [100, 'warn', /^100, of which 100 are of EKS clusters/],
  ] as const)('in an account with %i others: %s', (count, status, words) => {
    const told = diagnosed({ provider: noProvider, inPlaceOfProvider: instead(others(count)) });
    expect(told.cause).toBe('provider.missing');
    expect(told.of('provider.quota-reached')?.status).toBe(status);
    expect(told.of('provider.quota-reached')?.actual).toMatch(words);
  });

  it('is told from the one through which people sign in', () => {
    const told = diagnosed({ provider: noProvider, inPlaceOfProvider: instead([], ['company-login']) });
    expect(told.cause).toBe('provider.missing');
    expect(told.of('provider.sign-in-only')).toMatchObject({
      status: 'warn',
      actual: expect.stringContaining('company-login'),
    });
    expect(
      diagnosed({ provider: noProvider, inPlaceOfProvider: instead([]) }).of('provider.sign-in-only'),
    ).toBeUndefined();
  });

  it('is no less certain where the lists may not be read', () => {
    const inPlaceOfProvider = {
      providers: denied<readonly string[]>('iam:ListOpenIDConnectProviders', 'OIDC providers'),
      signIn: denied<readonly string[]>('eks:ListIdentityProviderConfigs', 'identity providers'),
    };
    const told = diagnosed({ provider: noProvider, inPlaceOfProvider });
    expect(told).toMatchObject({ verdict: 'broken', cause: 'provider.missing' });
    expect(told.of('provider.quota-reached')).toBeUndefined();
  });
});
