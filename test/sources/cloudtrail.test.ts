import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { TrailPort } from '../../src/checker/ports.ts';
import { createAwsAccess } from '../../src/sources/aws-access.ts';
import { type AwsClients, createAwsClients } from '../../src/sources/aws-clients.ts';
import { createTrailPort } from '../../src/sources/cloudtrail.ts';
import { CREDENTIALS, callerIdentity, eksError, OWN_ACCOUNT } from './aws-wire.ts';
import { json, type Loopback, type Received, type Reply, startLoopback } from './loopback.ts';

const never = new AbortController().signal;
const HOST = 'oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE';
const ROLE = `arn:aws:iam::${OWN_ACCOUNT}:role/payments-api`;
const SUBJECT = 'system:serviceaccount:payments:api';
const ABOUT = { accountId: OWN_ACCOUNT, region: 'eu-west-1', roleArn: ROLE, subject: SUBJECT };

let world: Loopback;
let clients: AwsClients;
let trail: TrailPort;
let now: number;
let answering: (key: string) => Reply;

beforeEach(async () => {
  now = Date.parse('2026-03-01T12:00:00Z');
  answering = () => page();
  world = await startLoopback((request) =>
    request.form.get('Action') === 'GetCallerIdentity' ? callerIdentity() : answering(keyOf(request)),
  );
  clients = createAwsClients({ endpoint: world.url, region: 'eu-west-1', credentials: CREDENTIALS });
  // A clock that runs by itself would make the tests wait for CloudTrail's pace.
  trail = createTrailPort(createAwsAccess({}, clients), () => (now += 2_000));
});

afterEach(async () => {
  clients.close();
  await world.close();
});

const lookup = z.object({
  LookupAttributes: z.array(z.object({ AttributeKey: z.string(), AttributeValue: z.string() })).length(1),
  StartTime: z.number(),
  MaxResults: z.number(),
});

/** Read as a form, a body of JSON is one name without a value. */
function lookupOf({ form }: Received) {
  return lookup.parse(JSON.parse([...form.keys()].join()));
}

function keyOf(request: Received): string {
  return lookupOf(request).LookupAttributes[0]?.AttributeKey ?? '';
}

const lookups = (): readonly Received[] =>
  world.received.filter(({ headers }) => headers['x-amz-target'] !== undefined);

let ids = 0;
function event(changes: Readonly<Record<string, unknown>> = {}, eventId = `e${ids++}`): object {
  const told = {
    eventTime: '2026-03-01T11:50:00Z',
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRoleWithWebIdentity',
    userIdentity: {
      type: 'WebIdentityUser',
      userName: SUBJECT,
      identityProvider: `arn:aws:iam::${OWN_ACCOUNT}:oidc-provider/${HOST}`,
    },
    requestParameters: { roleArn: ROLE, roleSessionName: 'app' },
    userAgent: 'Boto3/1.40',
    ...changes,
  };
  return { EventId: eventId, EventTime: 1_772_365_800, CloudTrailEvent: JSON.stringify(told) };
}

function page(...events: readonly object[]): Reply {
  return json({ Events: events });
}

async function calls() {
  const piece = await trail.lookUpCalls(ABOUT, never);
  if (piece.state !== 'known') throw new Error(`The calls are ${JSON.stringify(piece)}.`);
  return piece.value;
}

describe('looking up calls', () => {
  it('asks by subject, by role and by kind of call, a day back, one page each', async () => {
    await calls();
    expect(lookups().map((one) => lookupOf(one).LookupAttributes[0])).toEqual([
      { AttributeKey: 'Username', AttributeValue: SUBJECT },
      { AttributeKey: 'ResourceName', AttributeValue: ROLE },
      { AttributeKey: 'EventName', AttributeValue: 'AssumeRoleWithWebIdentity' },
    ]);
    for (const request of lookups()) {
      const { StartTime, MaxResults } = lookupOf(request);
      expect(MaxResults).toBe(50);
      expect(now / 1000 - StartTime).toBeGreaterThanOrEqual(86_400);
      expect(now / 1000 - StartTime).toBeLessThan(86_500);
      expect(request.headers.authorization).toContain('/eu-west-1/cloudtrail/aws4_request');
    }
  });

  it('tells subject, issuer, role, refusal and time of each call, the newest first and each once', async () => {
    const refused = event(
      {
        eventTime: '2026-03-01T11:55:00Z',
        errorCode: 'AccessDenied',
        errorMessage: 'An unknown error occurred',
      },
      'same',
    );
    answering = (key) => (key === 'ResourceName' ? page(event()) : page(refused));
    const { calls: found, isWhole, region, roleArn, hours } = await calls();
    expect({ region, roleArn, hours, isWhole }).toEqual({
      region: 'eu-west-1',
      roleArn: ROLE,
      hours: 24,
      isWhole: true,
    });
    expect(found).toEqual([
      {
        at: '2026-03-01T11:55:00Z',
        roleArn: ROLE,
        subject: SUBJECT,
        issuer: HOST,
        errorCode: 'AccessDenied',
        isProof: false,
      },
      {
        at: '2026-03-01T11:50:00Z',
        roleArn: ROLE,
        subject: SUBJECT,
        issuer: HOST,
        errorCode: null,
        isProof: false,
      },
    ]);
  });

  it('leaves out what is neither of the subject nor for the role', async () => {
    const other = { type: 'WebIdentityUser', userName: 'repo:someone/else:ref:refs/heads/main' };
    const otherRole = { roleArn: `${ROLE}-2`, roleSessionName: 'x' };
    answering = (key) =>
      key === 'EventName'
        ? page(event({ userIdentity: other, requestParameters: otherRole }), event({ userIdentity: other }))
        : page();
    expect((await calls()).calls.map(({ subject }) => subject)).toEqual([other.userName]);
  });

  it.each([
    ['by its session', { requestParameters: { roleArn: ROLE, roleSessionName: 'irsa-doctor-proof' } }],
    ['by its user agent', { userAgent: 'aws-sdk-js/3.1169.0 irsa-doctor' }],
  ])('knows a proof that was asked for here %s', async (_, changes) => {
    answering = (key) => (key === 'Username' ? page(event(changes)) : page());
    expect((await calls()).calls).toMatchObject([{ isProof: true }]);
  });

  it("takes a session of the bot's own pods for none", async () => {
    const requestParameters = { roleArn: ROLE, roleSessionName: 'irsa-doctor-worker' };
    answering = (key) => (key === 'Username' ? page(event({ requestParameters })) : page());
    expect((await calls()).calls).toMatchObject([{ isProof: false }]);
  });

  it('says where there are more events than were read', async () => {
    answering = (key) => (key === 'EventName' ? json({ Events: [], NextToken: 'more' }) : page());
    expect((await calls()).isWhole).toBe(false);
    expect(lookups()).toHaveLength(3);
  });

  it('takes an issuer that is no ARN as it is', async () => {
    const userIdentity = { userName: SUBJECT, identityProvider: 'accounts.google.com' };
    answering = () => page(event({ userIdentity }));
    expect((await calls()).calls[0]?.issuer).toBe('accounts.google.com');
  });
});

describe('what strangers write into events', () => {
  it.each<[string, object | Readonly<Record<string, unknown>>]>([
    ['text that is no JSON', { EventId: 'x', CloudTrailEvent: '{"eventName":' }],
    ['an event of another kind', event({ eventName: 'AssumeRole' })],
    ['an event of another service', event({ eventSource: 'evil.example' })],
    ['a time that is none', event({ eventTime: 'yesterday' })],
    ['an event without text', { EventId: 'x' }],
    ['an event far too long', event({ padding: 'x'.repeat(70_000) })],
    ['an event that is a list', { EventId: 'x', CloudTrailEvent: '[]' }],
  ])('drops %s and keeps the rest', async (_, odd) => {
    answering = (key) => (key === 'Username' ? page(odd, event()) : page());
    expect((await calls()).calls).toHaveLength(1);
  });

  it('leaves out a value that is longer than such a value can be, or is none', async () => {
    answering = (key) =>
      key === 'Username'
        ? page(
            event({
              errorCode: { code: 'AccessDenied' },
              userIdentity: { userName: 'x'.repeat(5_000), identityProvider: 7 },
            }),
          )
        : page();
    expect((await calls()).calls).toEqual([
      {
        at: '2026-03-01T11:50:00Z',
        roleArn: ROLE,
        subject: null,
        issuer: null,
        errorCode: null,
        isProof: false,
      },
    ]);
  });

  it('keeps no more than a hundred calls', async () => {
    answering = () => page(...Array.from({ length: 50 }, () => event()));
    const { calls: found, isWhole } = await calls();
    expect(found).toHaveLength(100);
    expect(isWhole).toBe(false);
  });
});

describe('what goes wrong', () => {
  it('names the permission that is missing, and asks no further', async () => {
    answering = () =>
      eksError(400, 'AccessDeniedException', 'not authorized to perform: cloudtrail:LookupEvents');
    expect(await trail.lookUpCalls(ABOUT, never)).toMatchObject({
      state: 'unreadable',
      cause: 'denied',
      permission: 'cloudtrail:LookupEvents on *',
    });
    expect(lookups()).toHaveLength(1);
  });

  it('tells an answer that is not one', async () => {
    answering = () => json({ Events: 'none' });
    expect(await trail.lookUpCalls(ABOUT, never)).toMatchObject({ state: 'unreadable', cause: 'failed' });
  });

  it('asks again by itself where AWS throttles', async () => {
    let refusals = 1;
    answering = () => (refusals-- > 0 ? eksError(400, 'ThrottlingException', 'Rate exceeded') : page());
    expect((await calls()).calls).toEqual([]);
    expect(lookups()).toHaveLength(4);
  });

  it('begins no more than two lookups in a second, as CloudTrail counts them', async () => {
    const at: number[] = [];
    answering = () => {
      at.push(performance.now());
      return page();
    };
    await createTrailPort(createAwsAccess({}, clients), Date.now).lookUpCalls(ABOUT, never);
    const [first = 0, second = 0, third = 0] = at;
    expect(second - first).toBeLessThan(900);
    expect(third - first).toBeGreaterThan(900);
  });

  it('asks no other account than the one that the role is in', async () => {
    const piece = await trail.lookUpCalls({ ...ABOUT, accountId: '444455556666' }, never);
    expect(piece).toMatchObject({ state: 'unreadable', cause: 'denied' });
    expect(lookups()).toEqual([]);
  });

  it('stops when it is told to', async () => {
    answering = () => 'hang';
    const piece = await trail.lookUpCalls(ABOUT, AbortSignal.timeout(50));
    expect(piece).toMatchObject({ state: 'unreadable', cause: 'failed' });
    expect(await trail.lookUpCalls(ABOUT, AbortSignal.abort())).toMatchObject({ state: 'unreadable' });
  });
});

describe('what is shared', () => {
  it('asks once for two that want the same at the same time', async () => {
    await Promise.all([calls(), calls()]);
    expect(lookups()).toHaveLength(3);
  });

  it('keeps the last calls of all for a while, and nothing else', async () => {
    await calls();
    await trail.lookUpCalls({ ...ABOUT, subject: 'system:serviceaccount:payments:other' }, never);
    expect(lookups().map(keyOf)).toEqual([
      'Username',
      'ResourceName',
      'EventName',
      'Username',
      'ResourceName',
    ]);
    now += 60_000;
    await calls();
    expect(lookups().map(keyOf).at(-1)).toBe('EventName');
  });

  it('says of each question what it was about, though they share what went wrong', async () => {
    answering = (key) => (key === 'EventName' ? eksError(400, 'AccessDeniedException', 'denied') : page());
    const roles = [ROLE, `${ROLE}-2`];
    const pieces = await Promise.all(roles.map((roleArn) => trail.lookUpCalls({ ...ABOUT, roleArn }, never)));
    expect(pieces.map(({ state }) => state)).toEqual(['unreadable', 'unreadable']);
    expect(pieces.map(({ subject }) => subject)).toEqual(
      roles.map((role) => `calls for role ${role} in eu-west-1`),
    );
  });

  it('loads its client only where CloudTrail is asked', () => {
    const src = join(import.meta.dirname, '../../src');
    const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    const importing = files.flatMap(
      (file) =>
        readFileSync(join(src, file), 'utf8').match(/^import .*'@aws-sdk\/client-cloudtrail'/gm) ?? [],
    );
    expect(importing.length).toBeGreaterThan(0);
    for (const line of importing) expect(line).toMatch(/^import type /);
  });
});
