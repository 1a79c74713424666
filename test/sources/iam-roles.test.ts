import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAwsAccess } from '../../src/sources/aws-access.ts';
import { type AwsClients, createAwsClients } from '../../src/sources/aws-clients.ts';
import { listRolesOf } from '../../src/sources/iam-roles.ts';
import { CREDENTIALS, callerIdentity, OWN_ACCOUNT, xml, xmlError } from './aws-wire.ts';
import { type Loopback, type Received, type Reply, startLoopback } from './loopback.ts';

const never = new AbortController().signal;
const POLICY = '{"Version":"2012-10-17","Statement":[]}';

let server: Loopback;
let clients: AwsClients;
let answer: (request: Received) => Reply;

beforeEach(async () => {
  server = await startLoopback((request) =>
    request.form.get('Action') === 'GetCallerIdentity' ? callerIdentity() : answer(request),
  );
  clients = createAwsClients({ endpoint: server.url, region: 'eu-west-1', credentials: CREDENTIALS });
});
afterEach(async () => {
  clients.close();
  await server.close();
});

const list = (accountId = OWN_ACCOUNT) => listRolesOf(createAwsAccess({}, clients), null)(accountId, never);
const asked = () => server.received.filter(({ form }) => form.get('Action') === 'ListRoles');

function member(name: string, { account = OWN_ACCOUNT, document = encodeURIComponent(POLICY) } = {}): string {
  const fields = `<Arn>arn:aws:iam::${account}:role/apps/${name}</Arn><RoleName>${name}</RoleName><RoleId>AROA</RoleId><Path>/apps/</Path>`;
  return `<member>${fields}<CreateDate>2024-05-01T10:00:00Z</CreateDate><AssumeRolePolicyDocument>${document}</AssumeRolePolicyDocument></member>`;
}

function page(members: string, marker: string | null = null): Reply {
  const more = marker === null ? '' : `<Marker>${marker}</Marker>`;
  return xml('ListRoles', `<Roles>${members}</Roles><IsTruncated>${marker !== null}</IsTruncated>${more}`);
}

describe('listing the roles of an account', () => {
  it('follows the markers to the end and decodes the trust policies', async () => {
    answer = ({ form }) =>
      form.get('Marker') === null ? page(member('a'), 'next') : page(member('b', { document: POLICY }));
    const piece = await list();
    expect(piece).toMatchObject({
      state: 'known',
      source: 'iam:ListRoles',
      value: [
        { name: 'a', path: '/apps/', trustPolicy: POLICY, arn: `arn:aws:iam::${OWN_ACCOUNT}:role/apps/a` },
        { name: 'b', trustPolicy: POLICY },
      ],
    });
    expect(asked().map(({ form }) => [form.get('MaxItems'), form.get('Marker')])).toEqual([
      ['1000', null],
      ['1000', 'next'],
    ]);
  });

  it('knows an account without roles', async () => {
    answer = () => page('');
    expect(await list()).toMatchObject({ state: 'known', value: [] });
  });

  it('names the permission where it is denied, on a later page too', async () => {
    answer = ({ form }) =>
      form.get('Marker') === null ? page(member('a'), 'next') : xmlError(403, 'AccessDenied', 'no');
    expect(await list()).toMatchObject({
      state: 'unreadable',
      cause: 'denied',
      permission: `iam:ListRoles on arn:aws:iam::${OWN_ACCOUNT}:role/*`,
    });
  });

  it('does not take the roles of another account for those that were asked for', async () => {
    answer = () => page(member('a', { account: '999988887777' }));
    expect(await list()).toMatchObject({
      state: 'unreadable',
      cause: 'denied',
      reason: expect.stringContaining('999988887777'),
    });
  });

  it('asks nobody about an account for which there are no credentials', async () => {
    answer = () => page('');
    expect(await list('444455556666')).toMatchObject({ state: 'unreadable', cause: 'denied' });
    expect(asked()).toEqual([]);
  });

  it('is unreadable where the pages have no end, or the answer is none of IAM', async () => {
    answer = () => page(member('a'), 'again');
    expect(await list()).toMatchObject({ state: 'unreadable', cause: 'failed' });
    answer = () => page(member('a').replace(/<AssumeRolePolicyDocument>.*<\/AssumeRolePolicyDocument>/, ''));
    expect(await list()).toMatchObject({ state: 'unreadable', cause: 'failed' });
  });
});
