import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { Agent, request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebIdentityRequest } from '../../src/sandbox/aws/web-identity-action.ts';
import { type Cloud, startCloud } from '../../src/sandbox/cloud.ts';
import { MAIN_ACCOUNT } from '../../src/sandbox/scenarios/base-world.ts';
import { SCENARIOS, seededWorld } from '../../src/sandbox/scenarios/list.ts';
import type { World } from '../../src/sandbox/world/world.ts';

const ROLE = `arn:aws:iam::${MAIN_ACCOUNT}:role/storefront-web`;
const PATH = '/api/v1/namespaces/storefront/serviceaccounts/web/token';
const agent = new Agent({ connect: { rejectUnauthorized: false } });

let world: World;
let cloud: Cloud;
let sts: STSClient;
let asked: WebIdentityRequest[];
let isLetIn: boolean;

beforeAll(async () => {
  asked = [];
  isLetIn = true;
  world = seededWorld(SCENARIOS.filter(({ id }) => id === 'plain'));
  const decide = (one: WebIdentityRequest) => {
    asked.push(one);
    return isLetIn;
  };
  cloud = await startCloud(world, { decide });
  sts = new STSClient({ endpoint: cloud.awsUrl, region: 'eu-west-1', maxAttempts: 1 });
});

afterAll(async () => {
  sts.destroy();
  await agent.close();
  await cloud.close();
});

async function post(path: string, spec: object, cluster = 'prod-eu') {
  const { statusCode, body } = await request(`${cloud.kubernetesUrl(cluster)}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer sandbox-token-${cluster}` },
    body: JSON.stringify({ spec }),
    dispatcher: agent,
  });
  const answer = (await body.json()) as { status?: { token?: string }; message?: string };
  return { statusCode, ...answer };
}

async function tokenFor(audience: string): Promise<string> {
  const { status } = await post(PATH, { audiences: [audience], expirationSeconds: 600 });
  return status?.token ?? '';
}

function assume(WebIdentityToken: string, changes: object = {}) {
  return sts.send(
    new AssumeRoleWithWebIdentityCommand({
      RoleArn: ROLE,
      RoleSessionName: 'try',
      WebIdentityToken,
      DurationSeconds: 900,
      ...changes,
    }),
  );
}

describe("a service account's token", () => {
  it('says who it is for, as the cluster signs it', async () => {
    const [, payload = ''] = (await tokenFor('sts.amazonaws.com')).split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    expect(claims).toMatchObject({
      sub: 'system:serviceaccount:storefront:web',
      aud: ['sts.amazonaws.com'],
      iss: world.clusters[0]?.issuer,
    });
    expect(claims.exp - claims.iat).toBe(600);
  });

  it.each([
    ['a life that is too short', PATH, { expirationSeconds: 60 }, 422],
    ['a service account that is not there', PATH.replace('web', 'web-2'), {}, 404],
  ])('is refused for %s', async (_, path, spec, status) => {
    expect((await post(path, spec)).statusCode).toBe(status);
  });

  it('takes a right of its own', async () => {
    const token = world.clusters[0]?.tokens[0];
    if (token === undefined) throw new Error('The sandbox has no reader.');
    const { rules } = token;
    token.rules = [{ apiGroups: [''], resources: ['serviceaccounts'], verbs: ['*'] }];
    const refused = await post(PATH, {});
    token.rules = rules;
    expect(refused).toMatchObject({
      statusCode: 403,
      message: expect.stringContaining('cannot create resource "serviceaccounts/token"'),
    });
  });
});

describe('AssumeRoleWithWebIdentity', () => {
  it('asks whoever started the sandbox whether the trust policy lets the token in', async () => {
    const answer = await assume(await tokenFor('sts.amazonaws.com'));
    expect(answer.AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${MAIN_ACCOUNT}:assumed-role/storefront-web/try`);
    expect(asked.at(-1)).toMatchObject({
      accountId: MAIN_ACCOUNT,
      subject: 'system:serviceaccount:storefront:web',
      audience: 'sts.amazonaws.com',
    });
    isLetIn = false;
    await expect(assume(await tokenFor('sts.amazonaws.com'))).rejects.toMatchObject({ name: 'AccessDenied' });
    isLetIn = true;
  });

  it.each<[string, () => Promise<string>, object, string]>([
    ['another audience', () => tokenFor('vault'), {}, 'InvalidIdentityTokenException'],
    ['something that is no token', async () => 'a.b.c', {}, 'InvalidIdentityTokenException'],
    [
      'a token that somebody changed',
      async () => {
        const [header, payload = '', signature] = (await tokenFor('sts.amazonaws.com')).split('.');
        const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
        const forged = Buffer.from(JSON.stringify({ ...claims, sub: 'x' })).toString('base64url');
        return `${header}.${forged}.${signature}`;
      },
      {},
      'InvalidIdentityTokenException',
    ],
    ['no role of that ARN', () => tokenFor('sts.amazonaws.com'), { RoleArn: `${ROLE}-2` }, 'AccessDenied'],
    ['an ARN that is none', () => tokenFor('sts.amazonaws.com'), { RoleArn: `x${ROLE}` }, 'ValidationError'],
    ['a session too short', () => tokenFor('sts.amazonaws.com'), { DurationSeconds: 60 }, 'ValidationError'],
  ])('refuses %s', async (_, token, changes, name) => {
    await expect(assume(await token(), changes)).rejects.toMatchObject({ name });
  });

  it('gives a session with a policy of its own no right at all', async () => {
    const { Credentials } = await assume(await tokenFor('sts.amazonaws.com'), { Policy: '{}' });
    expect(Credentials?.AccessKeyId).toMatch(/^ASIA/);
  });
});
