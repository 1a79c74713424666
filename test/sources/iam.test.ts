import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AwsAccess, createAwsAccess } from '../../src/sources/aws-access.ts';
import { type AwsClients, createAwsClients } from '../../src/sources/aws-clients.ts';
import { createIamPort } from '../../src/sources/iam.ts';
import { assumedRole, CREDENTIALS, callerIdentity, OWN_ACCOUNT, role, xml, xmlError } from './aws-wire.ts';
import { type Loopback, type Received, type Reply, startLoopback } from './loopback.ts';

const never = new AbortController().signal;
const OTHER_ACCOUNT = '444455556666';
const OTHER_ROLE = `arn:aws:iam::${OTHER_ACCOUNT}:role/irsa-doctor-read`;
const PROVIDER = `arn:aws:iam::${OWN_ACCOUNT}:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABC`;

let server: Loopback;
let clients: AwsClients;
let answers: Record<string, (request: Received) => Reply>;

beforeEach(async () => {
  answers = { GetCallerIdentity: () => callerIdentity(), GetRole: () => role() };
  server = await startLoopback((request) => {
    const action = request.form.get('Action') ?? '';
    return answers[action]?.(request) ?? xmlError(400, 'InvalidAction', action);
  });
  clients = createAwsClients({ endpoint: server.url, region: 'eu-west-1', credentials: CREDENTIALS });
});

afterEach(async () => {
  clients.close();
  clients.close();
  await server.close();
  vi.unstubAllEnvs();
});

function access(accounts: Record<string, { assumeRole: string }> = {}): AwsAccess {
  return createAwsAccess(accounts, clients);
}

function asked(action: string): Received[] {
  return server.received.filter(({ form }) => form.get('Action') === action);
}

describe('reading a role', () => {
  it('answers it with the decoded trust policy and the times', async () => {
    const piece = await createIamPort(access(), null).getRole(OWN_ACCOUNT, 'payments-api', never);
    expect(piece).toEqual({
      state: 'known',
      source: 'iam:GetRole',
      subject: 'role payments-api',
      value: {
        arn: `arn:aws:iam::${OWN_ACCOUNT}:role/apps/payments-api`,
        name: 'payments-api',
        path: '/apps/',
        trustPolicy: '{"Version":"2012-10-17","Statement":[]}',
        createdAt: '2024-05-01T10:00:00.000Z',
        lastUsedAt: '2024-06-01T10:00:00.000Z',
        maxSessionSeconds: null,
      },
    });
    expect(asked('GetRole')[0]?.form.get('RoleName')).toBe('payments-api');
  });

  it.each([
    ['percent-encoded, as IAM does', '%7B%22Id%22%3A%22a%2Fb%22%7D', '{"Id":"a/b"}'],
    ['plain, as emulators do', '{"Id":"100%25"}', '{"Id":"100%25"}'],
    ['neither', '100% wrong', '100% wrong'],
  ])('takes a policy document that is %s', async (_name, document, trustPolicy) => {
    answers.GetRole = () => role({ document });
    const piece = await createIamPort(access(), null).getRole(OWN_ACCOUNT, 'payments-api', never);
    expect(piece).toMatchObject({ state: 'known', value: { trustPolicy } });
  });

  it.each<[string, Reply, object]>([
    [
      'is absent by NoSuchEntity',
      xmlError(404, 'NoSuchEntity', 'The role cannot be found.'),
      { state: 'absent' },
    ],
    [
      'names action and role when it is denied',
      xmlError(403, 'AccessDenied', 'User: bot is not authorized to perform: iam:GetRole.'),
      {
        state: 'unreadable',
        cause: 'denied',
        permission: `iam:GetRole on arn:aws:iam::${OWN_ACCOUNT}:role/payments-api`,
        reason: 'User: bot is not authorized to perform: iam:GetRole',
      },
    ],
    [
      'tells expired credentials from a missing permission',
      xmlError(403, 'ExpiredToken', 'The security token included in the request is expired'),
      { state: 'unreadable', cause: 'failed', reason: 'the AWS credentials have expired: sign in again' },
    ],
    [
      'tells credentials that AWS does not know',
      xmlError(403, 'InvalidClientTokenId', 'The security token is invalid.'),
      { cause: 'failed', reason: expect.stringMatching(/does not accept the credentials/) },
    ],
    [
      'does not take an HTML 404 for a missing role',
      { status: 404, type: 'text/html', body: '<html><body>Not found</body></html>' },
      { state: 'unreadable', cause: 'failed', reason: 'the answer (HTTP 404) is not one that AWS gives' },
    ],
    [
      'does not make a role of HTML',
      { type: 'text/html', body: '<html><body>Welcome</body></html>' },
      { state: 'unreadable', cause: 'failed', reason: 'the answer is not one that AWS gives' },
    ],
    [
      'does not make a role of half an answer',
      xml('GetRole', '<Role><RoleName>payments-api</RoleName></Role>'),
      { state: 'unreadable', cause: 'failed', reason: 'the answer is not one that AWS gives' },
    ],
    [
      'passes on what AWS says of a request that it does not accept',
      xmlError(400, 'ValidationError', '1 validation error detected'),
      { cause: 'failed', reason: 'AWS answered HTTP 400, ValidationError: 1 validation error detected' },
    ],
  ])('%s', async (_name, reply, expected) => {
    answers.GetRole = () => reply;
    const piece = await createIamPort(access(), null).getRole(OWN_ACCOUNT, 'payments-api', never);
    expect(piece).toMatchObject(expected);
  });

  it('tries again when it is throttled', async () => {
    answers.GetRole = () =>
      asked('GetRole').length === 1 ? xmlError(400, 'Throttling', 'Rate exceeded') : role();
    const piece = await createIamPort(access(), null).getRole(OWN_ACCOUNT, 'payments-api', never);
    expect(piece).toMatchObject({ state: 'known' });
  });

  it('says so when it is throttled again and again', async () => {
    answers.GetRole = () => xmlError(400, 'Throttling', 'Rate exceeded');
    const piece = await createIamPort(access(), null).getRole(OWN_ACCOUNT, 'payments-api', never);
    expect(piece).toMatchObject({ cause: 'failed', reason: expect.stringMatching(/throttles/) });
  });

  it('stops when the signal aborts', async () => {
    answers.GetRole = () => 'hang';
    const iam = createIamPort(access(), null);
    const piece = await iam.getRole(OWN_ACCOUNT, 'payments-api', AbortSignal.timeout(200));
    expect(piece).toMatchObject({ state: 'unreadable', cause: 'failed', reason: 'no answer came in time' });
  });

  it('reads once for all who ask at the same time, and afresh for the next', async () => {
    answers.GetRole = () => ({ ...(role() as object), afterMs: 50 });
    const iam = createIamPort(access(), null);
    await Promise.all([
      iam.getRole(OWN_ACCOUNT, 'payments-api', never),
      iam.getRole(OWN_ACCOUNT, 'payments-api', never),
    ]);
    expect(asked('GetRole')).toHaveLength(1);
    await iam.getRole(OWN_ACCOUNT, 'payments-api', never);
    expect(asked('GetRole')).toHaveLength(2);
  });

  it('says what to do where nobody has credentials', async () => {
    for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) vi.stubEnv(name, undefined);
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent/config');
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nonexistent/credentials');
    const nobody = createAwsClients({ endpoint: server.url, region: 'eu-west-1' });
    const piece = await createIamPort(createAwsAccess({}, nobody), null).getRole(OWN_ACCOUNT, 'api', never);
    expect(piece).toMatchObject({ cause: 'failed', reason: expect.stringMatching(/set AWS_PROFILE/) });
    nobody.close();
  });
});

describe('roles of another account', () => {
  it('asks with the role that is configured for the account', async () => {
    answers.AssumeRole = () => assumedRole('ASIAOTHERACCOUNT');
    answers.GetRole = () => role({ arn: `arn:aws:iam::${OTHER_ACCOUNT}:role/payments-api` });
    const iam = createIamPort(access({ [OTHER_ACCOUNT]: { assumeRole: OTHER_ROLE } }), null);
    expect(await iam.getRole(OTHER_ACCOUNT, 'payments-api', never)).toMatchObject({ state: 'known' });
    expect(asked('AssumeRole')[0]?.form.get('RoleArn')).toBe(OTHER_ROLE);
    expect(asked('GetRole')[0]?.headers.authorization).toContain('ASIAOTHERACCOUNT');
    await iam.getRole(OTHER_ACCOUNT, 'payments-api', never);
    expect(asked('AssumeRole')).toHaveLength(1);
  });

  it('names sts:AssumeRole where that role may not be assumed', async () => {
    answers.AssumeRole = () => xmlError(403, 'AccessDenied', 'User: bot is not authorized');
    const iam = createIamPort(access({ [OTHER_ACCOUNT]: { assumeRole: OTHER_ROLE } }), null);
    expect(await iam.getRole(OTHER_ACCOUNT, 'payments-api', never)).toMatchObject({
      state: 'unreadable',
      cause: 'denied',
      permission: `sts:AssumeRole on ${OTHER_ROLE}`,
      reason: `${OTHER_ROLE} could not be assumed: User: bot is not authorized`,
    });
    expect(asked('GetRole')).toEqual([]);
  });

  it('does not ask the own account about them, and names the setting', async () => {
    const iam = createIamPort(access(), null);
    expect(await iam.getRole(OTHER_ACCOUNT, 'payments-api', never)).toMatchObject({
      state: 'unreadable',
      cause: 'denied',
      reason: `the credentials are of account ${OWN_ACCOUNT}, not ${OTHER_ACCOUNT}: set accounts."${OTHER_ACCOUNT}".assumeRole in irsa-doctor.yaml`,
    });
    await iam.getRole(OTHER_ACCOUNT, 'another', never);
    expect(asked('GetRole')).toEqual([]);
    expect(asked('GetCallerIdentity')).toHaveLength(1);
  });

  it('tries where STS does not tell the own account', async () => {
    answers.GetCallerIdentity = () => xmlError(403, 'AccessDenied', 'no');
    const iam = createIamPort(access(), null);
    expect(await iam.getRole(OWN_ACCOUNT, 'payments-api', never)).toMatchObject({ state: 'known' });
  });

  it('does not take a role of the same name in the own account for it', async () => {
    answers.GetCallerIdentity = () => xmlError(403, 'AccessDenied', 'no');
    const piece = await createIamPort(access(), null).getRole(OTHER_ACCOUNT, 'payments-api', never);
    expect(piece).toMatchObject({
      state: 'unreadable',
      reason: expect.stringContaining(`not ${OTHER_ACCOUNT}`),
    });
  });
});

describe('reading an OIDC provider', () => {
  const fields = '<Url>oidc.eks.eu-west-1.amazonaws.com/id/ABC</Url>';

  it('answers URL and client ids', async () => {
    answers.GetOpenIDConnectProvider = () =>
      xml(
        'GetOpenIDConnectProvider',
        `${fields}<ClientIDList><member>sts.amazonaws.com</member></ClientIDList>`,
      );
    expect(await createIamPort(access(), null).getOidcProvider(OWN_ACCOUNT, PROVIDER, never)).toEqual({
      state: 'known',
      source: 'iam:GetOpenIDConnectProvider',
      subject: 'OIDC provider oidc.eks.eu-west-1.amazonaws.com/id/ABC',
      value: {
        arn: PROVIDER,
        url: 'oidc.eks.eu-west-1.amazonaws.com/id/ABC',
        clientIds: ['sts.amazonaws.com'],
        createdAt: null,
      },
    });
    expect(asked('GetOpenIDConnectProvider')[0]?.form.get('OpenIDConnectProviderArn')).toBe(PROVIDER);
  });

  it.each<[string, Reply, object]>([
    ['one without client ids', xml('GetOpenIDConnectProvider', fields), { value: { clientIds: [] } }],
    ['a missing one', xmlError(404, 'NoSuchEntity', 'none'), { state: 'absent' }],
    [
      'a forbidden one',
      xmlError(403, 'AccessDenied', 'no'),
      { state: 'unreadable', permission: `iam:GetOpenIDConnectProvider on ${PROVIDER}` },
    ],
    ['nonsense', xml('GetOpenIDConnectProvider', ''), { state: 'unreadable', cause: 'failed' }],
  ])('knows %s', async (_name, reply, expected) => {
    answers.GetOpenIDConnectProvider = () => reply;
    const piece = await createIamPort(access(), null).getOidcProvider(OWN_ACCOUNT, PROVIDER, never);
    expect(piece).toMatchObject(expected);
  });
});

describe('listing the OIDC providers of an account', () => {
  const list = (members: string) =>
    xml('ListOpenIDConnectProviders', `<OpenIDConnectProviderList>${members}</OpenIDConnectProviderList>`);

  it.each<[string, Reply, object]>([
    ['some', list(`<member><Arn>${PROVIDER}</Arn></member>`), { state: 'known', value: [PROVIDER] }],
    ['none', list(''), { state: 'known', value: [] }],
    [
      'a refusal',
      xmlError(403, 'AccessDenied', 'no'),
      {
        state: 'unreadable',
        permission: `iam:ListOpenIDConnectProviders on arn:aws:iam::${OWN_ACCOUNT}:oidc-provider/*`,
      },
    ],
  ])('knows %s', async (_name, reply, expected) => {
    answers.ListOpenIDConnectProviders = () => reply;
    expect(await createIamPort(access(), null).listOidcProviders(OWN_ACCOUNT, never)).toMatchObject(expected);
  });
});
