import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAwsAccess } from '../../src/sources/aws-access.ts';
import { type AwsClients, createAwsClients } from '../../src/sources/aws-clients.ts';
import { decodeMessageIn } from '../../src/sources/decode-message.ts';
import { CREDENTIALS, callerIdentity, OWN_ACCOUNT, xml, xmlError } from './aws-wire.ts';
import { type Loopback, type Reply, startLoopback } from './loopback.ts';

const never = new AbortController().signal;
const SESSION = `arn:aws:sts::${OWN_ACCOUNT}:assumed-role/fleet-scaler/session`;

let world: Loopback;
let clients: AwsClients;
let answer: Reply;

beforeEach(async () => {
  world = await startLoopback(({ form }) =>
    form.get('Action') === 'GetCallerIdentity' ? callerIdentity() : answer,
  );
  clients = createAwsClients({ endpoint: world.url, region: 'eu-west-1', credentials: CREDENTIALS });
});

afterEach(async () => {
  clients.close();
  await world.close();
});

const decode = (accountId = OWN_ACCOUNT, signal = never) =>
  decodeMessageIn(createAwsAccess({}, clients), 'eu-west-1')(accountId, 'the-encoded-message', signal);

const decoded = (message: unknown): Reply =>
  xml(
    'DecodeAuthorizationMessage',
    `<DecodedMessage>${(typeof message === 'string' ? message : JSON.stringify(message)).replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</DecodedMessage>`,
  );

function message(context: object = {}, changes: object = {}): object {
  return {
    allowed: false,
    explicitDeny: false,
    matchedStatements: { items: [] },
    failures: { items: [] },
    context: {
      principal: { id: 'AROAEXAMPLE:session', arn: SESSION },
      action: 'ec2:RunInstances',
      resource: 'arn:aws:ec2:eu-west-1:111122223333:instance/*',
      conditions: { items: [] },
      ...context,
    },
    ...changes,
  };
}

describe('having a message decoded', () => {
  it('tells who was refused what, by which statements, and what the call came with', async () => {
    const conditions = {
      items: [
        { key: 'ec2:InstanceType', values: { items: [{ value: 'm7g.large' }] } },
        { key: 'aws:TagKeys', values: { items: [{ value: 'a' }, { value: 'b' }] } },
      ],
    };
    const matchedStatements = { items: [{ statementId: 'NoBig', effect: 'DENY' }, { effect: 'DENY' }] };
    answer = decoded(message({ conditions }, { explicitDeny: true, matchedStatements }));
    expect(await decode()).toEqual({
      state: 'known',
      source: 'sts:DecodeAuthorizationMessage',
      subject: 'the encoded authorization message',
      value: {
        isExplicitDeny: true,
        principalArn: SESSION,
        action: 'ec2:RunInstances',
        resource: 'arn:aws:ec2:eu-west-1:111122223333:instance/*',
        statements: ['NoBig'],
        context: [
          { key: 'ec2:InstanceType', values: ['m7g.large'] },
          { key: 'aws:TagKeys', values: ['a', 'b'] },
        ],
      },
    });
    const request = world.received.find(({ form }) => form.has('EncodedMessage'));
    expect(request?.form.get('EncodedMessage')).toBe('the-encoded-message');
  });

  it.each<[string, object | string]>([
    ['no JSON', 'plain words'],
    ['a message without its context', { explicitDeny: false }],
    ['an action that is none', message({ action: 'everything <b>' })],
    ['a principal far too long', message({ principal: { arn: 'a'.repeat(3_000) } })],
    ['a message far too long', message({}, { padding: 'x'.repeat(300_000) })],
  ])('takes %s for no answer', async (_, odd) => {
    answer = decoded(odd);
    expect(await decode()).toMatchObject({ state: 'unreadable', cause: 'failed' });
  });

  it('leaves out parts that are odd, and takes no more than so many', async () => {
    const one = { key: 'k', values: { items: [{ value: 'x'.repeat(600) }, { value: 'v' }] } };
    const items = [one, { key: 7 }, null, ...Array.from({ length: 80 }, () => one)];
    answer = decoded(message({ resource: 9, conditions: { items } }));
    const piece = await decode();
    if (piece.state !== 'known') throw new Error(piece.state);
    expect(piece.value.resource).toBeNull();
    expect(piece.value.context).toHaveLength(48);
    expect(piece.value.context[0]).toEqual({ key: 'k', values: ['v'] });
  });

  it('says which permission is missing', async () => {
    answer = xmlError(403, 'AccessDenied', 'not authorized to perform: sts:DecodeAuthorizationMessage');
    expect(await decode()).toMatchObject({
      state: 'unreadable',
      cause: 'denied',
      permission: 'sts:DecodeAuthorizationMessage on *',
    });
  });

  it('tells a message that is none, or of another account', async () => {
    answer = xmlError(400, 'InvalidAuthorizationMessageException', 'Message is not valid');
    expect(await decode()).toMatchObject({ state: 'absent' });
  });

  it('asks no other account, and stops when it is told to', async () => {
    expect(await decode('444455556666')).toMatchObject({ state: 'unreadable', cause: 'denied' });
    expect(world.received.some(({ form }) => form.has('EncodedMessage'))).toBe(false);
    expect(await decode(OWN_ACCOUNT, AbortSignal.abort())).toMatchObject({ state: 'unreadable' });
  });
});
