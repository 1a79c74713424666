import {
  CloudTrailClient,
  LookupEventsCommand,
  type LookupEventsCommandInput,
} from '@aws-sdk/client-cloudtrail';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Cloud, startCloud } from '../../../src/sandbox/cloud.ts';
import { recordWebIdentityCall } from '../../../src/sandbox/world/trail.ts';
import { accountOf, type World } from '../../../src/sandbox/world/world.ts';
import { KEY, PROVIDER_ARN, smallWorld } from '../small-world.ts';

const ROLE = 'arn:aws:iam::222233334444:role/kitchen/tea-brewer';
const SUBJECT = 'system:serviceaccount:kitchen:tea';

let world: World;
let cloud: Cloud;
let client: CloudTrailClient;

beforeEach(async () => {
  world = smallWorld();
  cloud = await startCloud(world);
  client = new CloudTrailClient({
    endpoint: cloud.awsUrl,
    region: 'eu-north-1',
    credentials: KEY,
    maxAttempts: 1,
  });
});

afterEach(async () => {
  client.destroy();
  await cloud.close();
});

function record(minutesAgo: number, changes: object = {}): void {
  recordWebIdentityCall(accountOf(world, '222233334444').trail, {
    region: 'eu-north-1',
    at: { minutesAgo },
    accountId: '222233334444',
    roleArn: ROLE,
    sessionName: 'kettle',
    subject: SUBJECT,
    providerArn: PROVIDER_ARN,
    audience: 'sts.amazonaws.com',
    errorCode: null,
    userAgent: 'Boto3/1.40',
    ...changes,
  });
}

function look(input: LookupEventsCommandInput = {}) {
  return client.send(new LookupEventsCommand(input));
}

const by = (
  AttributeKey: 'EventName' | 'Username' | 'ResourceName' | 'ReadOnly',
  AttributeValue: string,
) => ({
  LookupAttributes: [{ AttributeKey, AttributeValue }],
});

it('answers events as CloudTrail does, the newest first', async () => {
  record(30);
  record(5, { errorCode: 'AccessDenied' });
  const { Events = [], NextToken } = await look(by('EventName', 'AssumeRoleWithWebIdentity'));
  expect(NextToken).toBeUndefined();
  const [refused, letIn] = Events;
  expect(letIn).toMatchObject({
    EventName: 'AssumeRoleWithWebIdentity',
    EventSource: 'sts.amazonaws.com',
    ReadOnly: 'true',
    Username: SUBJECT,
    Resources: [{ ResourceType: 'AWS::IAM::Role', ResourceName: ROLE }],
  });
  expect(Date.now() - (letIn?.EventTime?.getTime() ?? 0)).toBeGreaterThan(29 * 60_000);
  expect(refused?.Resources).toEqual([]);
  expect(JSON.parse(refused?.CloudTrailEvent ?? '')).toMatchObject({
    userIdentity: { type: 'WebIdentityUser', userName: SUBJECT, identityProvider: PROVIDER_ARN },
    errorCode: 'AccessDenied',
    errorMessage: 'An unknown error occurred',
    requestParameters: { roleArn: ROLE, roleSessionName: 'kettle' },
    responseElements: null,
    recipientAccountId: '222233334444',
    awsRegion: 'eu-north-1',
    eventID: refused?.EventId,
  });
});

it('finds by subject, by role and by time, and only in the region that is asked', async () => {
  record(90);
  record(40, { subject: `${SUBJECT}-2`, errorCode: 'AccessDenied' });
  record(10, { region: 'us-east-1' });
  const countOf = async (input: LookupEventsCommandInput) => (await look(input)).Events?.length;
  expect(await countOf({})).toBe(2);
  expect(await countOf(by('Username', SUBJECT))).toBe(1);
  // A refused call names no resource.
  expect(await countOf(by('ResourceName', ROLE))).toBe(1);
  expect(await countOf({ StartTime: new Date(Date.now() - 60 * 60_000) })).toBe(1);
  expect(await countOf({ EndTime: new Date(Date.now() - 60 * 60_000) })).toBe(1);
});

it('pages', async () => {
  for (const minutes of [3, 2, 1]) record(minutes);
  const first = await look({ MaxResults: 2 });
  expect(first.Events).toHaveLength(2);
  const second = await look({ MaxResults: 2, NextToken: first.NextToken });
  expect(second.Events).toHaveLength(1);
  expect(second.NextToken).toBeUndefined();
});

it.each<[string, LookupEventsCommandInput, string]>([
  [
    'two attributes',
    { LookupAttributes: [...by('EventName', 'a').LookupAttributes, ...by('Username', 'b').LookupAttributes] },
    'InvalidLookupAttributesException',
  ],
  ['a page too large', { MaxResults: 51 }, 'InvalidMaxResultsException'],
  ['a token that nobody handed out', { NextToken: 'x' }, 'InvalidNextTokenException'],
])('refuses %s', async (_, input, name) => {
  await expect(look(input)).rejects.toMatchObject({ name });
});

it('refuses who may not look', async () => {
  const key = world.accessKeys.get(KEY.accessKeyId);
  if (key === undefined) throw new Error('There is no key.');
  key.actions = ['iam:GetRole'];
  await expect(look()).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining('cloudtrail:LookupEvents on resource: *'),
  });
});

it('throttles where it is told to', async () => {
  world.faults.push({ api: 'cloudtrail:LookupEvents', kind: 'throttled' });
  await expect(look()).rejects.toMatchObject({ name: 'ThrottlingException' });
});
