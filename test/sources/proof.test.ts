import { KubeConfig } from '@kubernetes/client-node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MintedToken, ProofPort } from '../../src/checker/ports.ts';
import { createAwsAccess } from '../../src/sources/aws-access.ts';
import { type AwsClients, createAwsClients } from '../../src/sources/aws-clients.ts';
import { openByKubeconfig } from '../../src/sources/clusters/open-cluster.ts';
import { CREDENTIALS, OWN_ACCOUNT, xml, xmlError } from './aws-wire.ts';
import { json, type Loopback, type Received, type Reply, startLoopback } from './loopback.ts';

const never = new AbortController().signal;
const ROLE = `arn:aws:iam::${OWN_ACCOUNT}:role/payments-api`;
const TOKEN = 'eyJhbGciOiJub25lIn0.c2VjcmV0.signature';
const ACCOUNT = { namespace: 'payments', serviceAccount: 'api', audience: 'sts.amazonaws.com' };
const CALL = { roleArn: ROLE, region: 'eu-west-1', sessionName: null };
const ACCEPTED = xml(
  'AssumeRoleWithWebIdentity',
  `<Credentials><AccessKeyId>ASIAWORTHLESS</AccessKeyId><SecretAccessKey>worthless</SecretAccessKey><SessionToken>worthless</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials><AssumedRoleUser><Arn>arn:aws:sts::${OWN_ACCOUNT}:assumed-role/payments-api/x</Arn><AssumedRoleId>AROA:x</AssumedRoleId></AssumedRoleUser>`,
);

let world: Loopback;
let clients: AwsClients;
let proof: ProofPort;
let close: () => Promise<void>;
let minting: () => Reply;
let assuming: () => Reply;

beforeEach(async () => {
  minting = () => json({ status: { token: TOKEN } }, 201);
  assuming = () => ACCEPTED;
  world = await startLoopback(({ path }) => (path.startsWith('/api/') ? minting() : assuming()));
  clients = createAwsClients({ endpoint: world.url, region: 'eu-west-1', credentials: CREDENTIALS });
  const config = new KubeConfig();
  config.loadFromClusterAndUser(
    { name: 'c', server: world.url, skipTLSVerify: true },
    { name: 'u', token: 't' },
  );
  const context = { name: 'x', cluster: 'c', user: 'u', server: world.url, exec: null };
  const plan = { name: 'x', reach: { by: 'context', context }, eks: null, assumeRole: null } as const;
  const aws = createAwsAccess({}, clients);
  const opened = openByKubeconfig(plan, config, { aws, clients, now: Date.now });
  proof = opened.ports.proof;
  close = opened.close;
});

afterEach(async () => {
  await close();
  clients.close();
  await world.close();
});

async function minted(): Promise<MintedToken> {
  const piece = await proof.mintToken(ACCOUNT, never);
  if (piece.state !== 'known') throw new Error(`The token is ${piece.state}.`);
  return piece.value;
}

const received = (prefix: string): readonly Received[] =>
  world.received.filter(({ path }) => path.startsWith(prefix));

describe('making a token', () => {
  it("asks for the pods' audience and the shortest life, once", async () => {
    await minted();
    const [request, ...more] = received('/api/');
    expect(more).toEqual([]);
    expect(request?.path).toBe('/api/v1/namespaces/payments/serviceaccounts/api/token');
    // Read as a form, a body of JSON is one name without a value.
    expect(JSON.parse([...(request?.form.keys() ?? [])].join())).toMatchObject({
      kind: 'TokenRequest',
      spec: { audiences: ['sts.amazonaws.com'], expirationSeconds: 600 },
    });
  });

  it('shows the token to nobody', async () => {
    const token = await minted();
    expect(JSON.stringify(token)).toBe('{}');
    expect(Object.values(token).map(String).join()).not.toContain(TOKEN);
  });

  it.each<[string, () => Reply, object]>([
    [
      'a right that is missing',
      () => json({ kind: 'Status', message: 'forbidden', code: 403 }, 403),
      {
        state: 'unreadable',
        cause: 'denied',
        permission: 'create serviceaccounts/token in namespace payments',
      },
    ],
    [
      'a service account that is gone',
      () => json({ kind: 'Status', message: 'not found', code: 404 }, 404),
      { state: 'absent' },
    ],
    ['an answer without a token', () => json({ status: {} }), { state: 'unreadable', cause: 'failed' }],
    [
      'a busy server',
      () => json({ kind: 'Status', message: 'busy' }, 503),
      { state: 'unreadable', cause: 'failed' },
    ],
  ])('tells %s', async (_, reply, expected) => {
    minting = reply;
    expect(await proof.mintToken(ACCOUNT, never)).toMatchObject(expected);
    expect(received('/api/')).toHaveLength(1);
  });

  it('never puts a name that cannot be one into the address', async () => {
    const piece = await proof.mintToken({ ...ACCOUNT, namespace: '../kube-system' }, never);
    expect(piece.state).toBe('absent');
    expect(world.received).toEqual([]);
  });
});

describe('trying the role', () => {
  it('asks for a session that may do nothing and ends soon, unsigned', async () => {
    const piece = await (await minted()).assume(CALL, never);
    expect(piece).toMatchObject({ state: 'known', value: { isAccepted: true } });
    expect(JSON.stringify(piece)).not.toMatch(/ASIA|worthless|eyJ/);
    const request = world.received.find(({ form }) => form.get('Action') === 'AssumeRoleWithWebIdentity');
    expect(request?.headers.authorization).toBeUndefined();
    expect(request?.form.get('RoleArn')).toBe(ROLE);
    expect(request?.form.get('WebIdentityToken')).toBe(TOKEN);
    expect(request?.form.get('DurationSeconds')).toBe('900');
    expect(JSON.parse(request?.form.get('Policy') ?? '')).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }],
    });
  });

  it('calls the session as the pods call theirs, and says by its user agent who asked', async () => {
    const token = await minted();
    await token.assume({ ...CALL, sessionName: 'payments-api' }, never);
    await token.assume(CALL, never);
    const requests = world.received.filter(({ form }) => form.has('RoleSessionName'));
    expect(requests.map(({ form }) => form.get('RoleSessionName'))).toEqual([
      'payments-api',
      'irsa-doctor-proof',
    ]);
    for (const { headers } of requests) expect(headers['user-agent']).toMatch(/\birsa-doctor\b/);
  });

  it.each([
    [403, 'AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity'],
    [400, 'InvalidIdentityToken', 'Incorrect token audience'],
    [400, 'ValidationError', 'Request ARN is invalid'],
  ])('takes a refusal for an answer: %s %s', async (status, code, message) => {
    assuming = () => xmlError(status, code, message);
    expect(await (await minted()).assume(CALL, never)).toMatchObject({
      state: 'known',
      value: { isAccepted: false, code, message },
    });
  });

  it.each([
    [400, 'PackedPolicyTooLarge'],
    [400, 'SomethingNew'],
  ])('takes no other failure for one: %s %s', async (status, code) => {
    assuming = () => xmlError(status, code, 'no');
    expect(await (await minted()).assume(CALL, never)).toMatchObject({
      state: 'unreadable',
      cause: 'failed',
    });
  });

  it('stops when it is told to', async () => {
    const token = await minted();
    expect(await token.assume(CALL, AbortSignal.abort())).toMatchObject({ state: 'unreadable' });
  });
});
