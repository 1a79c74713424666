import { describe, expect, it } from 'vitest';
import { proposeTrustPolicy } from '../../../src/checker/trust/propose.ts';
import { quotaLength } from '../../../src/checker/trust/quota.ts';
import { templateStatement, templateTrustPolicy } from '../../../src/checker/trust/template.ts';
import type { JsonObject, JsonValue } from '../../../src/checker/trust/types.ts';
import {
  AUDIENCE,
  HOST,
  OTHER_HOST,
  policy,
  provider,
  REQUEST,
  SUBJECT,
  statement,
  sub,
  under,
} from './policies.ts';

const key = `${HOST}:sub`;
const aud = `${HOST}:aud`;
const LEDGER = 'system:serviceaccount:billing:ledger';
const MISSPELLED = 'system:serviceaccount:checkout:carts';
const own = templateStatement(REQUEST);
const ec2 = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };

function otherCluster(subject = SUBJECT): JsonObject {
  return {
    Effect: 'Allow',
    Principal: { Federated: provider(OTHER_HOST) },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: { StringEquals: { [`${OTHER_HOST}:aud`]: AUDIENCE, [`${OTHER_HOST}:sub`]: subject } },
  };
}

const PROPOSALS: readonly (readonly [string, JsonValue, JsonValue])[] = [
  [
    'corrects the account of the provider',
    policy(statement({ Principal: { Federated: provider(HOST, '111111111111') } })),
    policy(statement()),
  ],
  [
    'corrects the partition of the provider',
    policy(statement({ Principal: { Federated: [provider(HOST, REQUEST.accountId, 'aws-cn')] } })),
    policy(statement({ Principal: { Federated: [provider()] } })),
  ],
  [
    'corrects a provider whose keys are right',
    policy(statement({ Principal: { Federated: provider(OTHER_HOST) } })),
    policy(statement()),
  ],
  [
    'corrects a provider that is no ARN',
    policy(statement({ Principal: { Federated: `https://${HOST}` } })),
    policy(statement()),
  ],
  [
    'corrects the action',
    policy(statement({ Action: ['sts:AssumeRole', 'sts:TagSession'] })),
    policy(statement({ Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'] })),
  ],
  [
    'corrects a misspelled action',
    policy(statement({ Action: 'sts:AssumeRoleWithWebIdendity' })),
    policy(statement()),
  ],
  [
    'corrects keys with a scheme',
    under({ StringEquals: { [`https://${aud}`]: AUDIENCE, [`https://${key}`]: SUBJECT } }),
    policy(statement()),
  ],
  [
    'corrects keys that are ARNs',
    under({ StringEquals: { [`${provider()}:aud`]: AUDIENCE, [`${provider()}:sub`]: SUBJECT } }),
    policy(statement()),
  ],
  [
    'corrects keys of another cluster',
    under({ StringEquals: { [aud]: AUDIENCE, [`${OTHER_HOST}:sub`]: SUBJECT } }),
    policy(statement()),
  ],
  [
    'replaces a literal wildcard by the exact subject',
    under(sub('StringEquals', 'system:serviceaccount:checkout:*')),
    policy(statement()),
  ],
  ['replaces a subject without its prefix', under(sub('StringEquals', 'checkout:cart')), policy(statement())],
  [
    'replaces a subject in upper case, which nobody can have',
    under(sub('StringEquals', 'system:serviceaccount:Checkout:cart')),
    policy(statement()),
  ],
  [
    'replaces a placeholder within a list',
    under(sub('StringEquals', [LEDGER, 'system:serviceaccount:${NS}:cart'])),
    under(sub('StringEquals', [LEDGER, SUBJECT])),
  ],
  [
    'mends swapped sub and aud',
    under({ StringEquals: { [aud]: SUBJECT, [key]: AUDIENCE } }),
    policy(statement()),
  ],
  [
    'replaces an audience that is a host of STS',
    under({ StringEquals: { [aud]: 'sts.eu-north-1.amazonaws.com', [key]: SUBJECT } }),
    policy(statement()),
  ],
  [
    'keeps an audience of somebody’s own',
    under({ StringEquals: { [aud]: 'vault', [key]: SUBJECT } }),
    under({ StringEquals: { [aud]: ['vault', AUDIENCE], [key]: SUBJECT } }),
  ],
  [
    'requires the audience where it writes the subject',
    under({ StringEquals: { [key]: 'checkout:cart' } }),
    under({ StringEquals: { [key]: SUBJECT, [aud]: AUDIENCE } }),
  ],
  [
    'adds a subject beside one that may live',
    under(sub('StringEquals', MISSPELLED)),
    under(sub('StringEquals', [MISSPELLED, SUBJECT])),
  ],
  [
    'adds a subject to a list',
    under(sub('StringEquals', [LEDGER, 'system:serviceaccount:a:b'])),
    under(sub('StringEquals', [LEDGER, 'system:serviceaccount:a:b', SUBJECT])),
  ],
  [
    'adds a subject beside a pattern',
    under(sub('StringLike', 'system:serviceaccount:billing:*')),
    under(sub('StringLike', ['system:serviceaccount:billing:*', SUBJECT])),
  ],
  [
    'removes an external id, which no token can have',
    under({ ...sub('StringEquals', SUBJECT), StringLike: { 'sts:ExternalId': 'x' } }),
    policy(statement()),
  ],
  [
    'keeps a statement that stands alone an object',
    { Version: '2012-10-17', Statement: statement({ Condition: sub('StringEquals', MISSPELLED) }) },
    {
      Version: '2012-10-17',
      Statement: statement({ Condition: sub('StringEquals', [MISSPELLED, SUBJECT]) }),
    },
  ],
  [
    'keeps everything else in its place',
    {
      Statement: [ec2, { Sid: 'cart', ...statement({ Condition: sub('StringEquals', 'cart') }) }],
      Version: '2012-10-17',
      Id: 'x',
    },
    { Statement: [ec2, { Sid: 'cart', ...statement() }], Version: '2012-10-17', Id: 'x' },
  ],
  [
    'adds a statement where the role serves another cluster',
    policy(otherCluster()),
    policy(otherCluster(), own),
  ],
  [
    'adds a statement where somebody else has no audience',
    under({ StringEquals: { [key]: LEDGER } }),
    policy(statement({ Condition: { StringEquals: { [key]: LEDGER } } }), own),
  ],
  [
    'adds a statement where a wrong action holds somebody else back',
    policy(statement({ Action: 'sts:AssumeRole', Condition: sub('StringEquals', [LEDGER, SUBJECT]) })),
    policy(statement({ Action: 'sts:AssumeRole', Condition: sub('StringEquals', [LEDGER, SUBJECT]) }), own),
  ],
  [
    'adds a statement beside two clusters in one',
    policy(
      statement({
        Principal: { Federated: [provider(), provider(OTHER_HOST)] },
        Condition: { StringEquals: { [key]: SUBJECT, [`${OTHER_HOST}:sub`]: SUBJECT } },
      }),
    ),
    policy(
      statement({
        Principal: { Federated: [provider(), provider(OTHER_HOST)] },
        Condition: { StringEquals: { [key]: SUBJECT, [`${OTHER_HOST}:sub`]: SUBJECT } },
      }),
      own,
    ),
  ],
  ['adds a statement where only a service is trusted', policy(ec2), policy(ec2, own)],
  [
    'adds a statement, not a wider action, where a service is trusted beside',
    policy(
      statement({
        Principal: { Service: 'ec2.amazonaws.com', Federated: provider() },
        Action: 'sts:AssumeRole',
      }),
    ),
    policy(
      statement({
        Principal: { Service: 'ec2.amazonaws.com', Federated: provider() },
        Action: 'sts:AssumeRole',
      }),
      own,
    ),
  ],
  [
    'makes a list of a single statement to add one',
    { Version: '2012-10-17', Statement: ec2 },
    { Version: '2012-10-17', Statement: [ec2, own] },
  ],
  [
    'builds anew where there is no statement',
    { Version: '2012-10-17', Statement: [] },
    templateTrustPolicy(REQUEST),
  ],
  [
    'repairs a version that does not exist',
    { Version: '2012-10-18', Statement: [statement()] },
    policy(statement()),
  ],
  [
    'repairs an operator in lower case',
    under({ stringEquals: { [aud]: AUDIENCE, [key]: SUBJECT } }),
    policy(statement()),
  ],
  ['repairs a Resource', policy({ ...statement(), Resource: '*' }), policy(statement())],
];

const REFUSALS: readonly (readonly [string, JsonValue, RegExp])[] = [
  ['what works', policy(statement()), /nothing to mend/],
  ['what works but is too wide', under({}), /nothing to mend/],
  ['an explicit Deny', policy(statement(), statement({ Effect: 'Deny' })), /on purpose/],
  ['a subject that is excluded by name', under(sub('StringNotEquals', SUBJECT)), /on purpose/],
  [
    'an end date that has passed',
    under({ ...sub('StringEquals', SUBJECT), DateLessThan: { 'aws:CurrentTime': '2025-01-01' } }),
    /limited by DateLessThan/,
  ],
  [
    'what hangs on an address',
    under({ ...sub('StringEquals', SUBJECT), IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }),
    /aws:SourceIp/,
  ],
  [
    'what an undetermined Deny may still shut out',
    policy(ec2, statement({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': false } } })),
    /aws:SecureTransport/,
  ],
  [
    'NotPrincipal',
    policy({ Effect: 'Allow', NotPrincipal: { AWS: 'x' }, Action: 'sts:AssumeRole' }),
    /NotPrincipal/,
  ],
  ['text that is not JSON', '{"Version"', /not valid JSON/],
];

describe('proposeTrustPolicy', () => {
  it.each(PROPOSALS)('%s', (_name, before, after) => {
    const proposal = proposeTrustPolicy(before, REQUEST);
    expect(proposal.reason).toBeNull();
    expect(JSON.stringify(proposal.proposed)).toBe(JSON.stringify(after));
    expect(proposal.edits.length).toBeGreaterThan(0);
    expect(proposal.proof).toMatchObject({ after: 'allowed', added: [SUBJECT], lost: [] });
    expect(proposeTrustPolicy(proposal.proposed ?? '', REQUEST).proposed).toBeNull();
  });

  it.each(REFUSALS)('proposes nothing for %s', (_name, document, reason) => {
    const proposal = proposeTrustPolicy(document, REQUEST);
    expect(proposal).toMatchObject({ proposed: null, edits: [], proof: null });
    expect(proposal.reason).toMatch(reason);
  });

  it('replaces a subject that is known not to exist, and says so', () => {
    const knowledge = { deadSubjects: [MISSPELLED], deadProviders: [] };
    const proposal = proposeTrustPolicy(under(sub('StringEquals', MISSPELLED)), REQUEST, knowledge);
    expect(proposal.proposed).toEqual(policy(statement()));
    expect(proposal.edits[0]).toMatch(/service account checkout\/carts does not exist/);
    expect(proposal.proof?.kept).toEqual([]);
  });

  it('moves a statement from a cluster whose provider is known not to exist', () => {
    const knowledge = { deadSubjects: [], deadProviders: [provider(OTHER_HOST)] };
    const proposal = proposeTrustPolicy(policy(otherCluster()), REQUEST, knowledge);
    expect(proposal.proposed).toEqual(policy(statement()));
  });

  it('names whom it keeps, with the cluster where that is another', () => {
    const document = policy(
      otherCluster(),
      statement({ Condition: sub('StringLike', ['system:serviceaccount:billing:*', LEDGER]) }),
    );
    expect(proposeTrustPolicy(document, REQUEST).proof?.kept).toEqual([
      `${SUBJECT} (${OTHER_HOST})`,
      'system:serviceaccount:billing:*',
      LEDGER,
    ]);
  });

  it('says of a policy that IAM holds what it decides today, of a pasted one that IAM would refuse it', () => {
    const document = { ...under(sub('StringEquals', MISSPELLED)), Version: '2012-10-18' };
    const live = { deadSubjects: [], deadProviders: [], isLive: true };
    expect(proposeTrustPolicy(document, REQUEST, live).proof?.before).toBe('implicitDeny');
    expect(proposeTrustPolicy(document, REQUEST).proof?.before).toBe('malformed');
  });

  it('does not get around a limit of the statement that was meant for it', () => {
    const limited = (name: string) =>
      under({ ...sub('StringEquals', name), IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } });
    expect(proposeTrustPolicy(limited(MISSPELLED), REQUEST).reason).toMatch(
      /Statement\[0\] was meant for it and is limited by IpAddress aws:SourceIp/,
    );
    expect(proposeTrustPolicy(limited(LEDGER), REQUEST).edits[0]).toMatch(/of its own/);
  });

  it('keeps a limit that holds', () => {
    const limit = { DateLessThan: { 'aws:CurrentTime': '2099-01-01T00:00:00Z' } };
    const { proposed } = proposeTrustPolicy(under({ ...sub('StringEquals', MISSPELLED), ...limit }), REQUEST);
    expect(proposed).toEqual(under({ ...sub('StringEquals', [MISSPELLED, SUBJECT]), ...limit }));
  });

  it('names a few of many values and counts the rest', () => {
    const names = ['a', 'b', 'c', 'd', 'e'].map((name) => `system:serviceaccount:shop:${name}`);
    const { edits } = proposeTrustPolicy(under(sub('StringEquals', names)), REQUEST);
    expect(edits[0]).toMatch(/beside .*:a, .*:b, .*:c and 2 more, which may be somebody else's and are kept/);
  });

  it('says what to do where the corrected policy would not fit', () => {
    const names = Array.from({ length: 36 }, (_, index) => `system:serviceaccount:team-${index}:one-service`);
    const document = under(sub('StringEquals', names));
    expect(quotaLength(document)).toBeLessThanOrEqual(2048);
    const proposal = proposeTrustPolicy(document, REQUEST);
    expect(proposal.proposed).toBeNull();
    expect(proposal.reason).toMatch(/2048.*Pod Identity/s);
  });

  it('writes a new statement in the style of those that are there', () => {
    const styled = {
      Sid: 'ec2',
      Action: ['sts:AssumeRole'],
      Principal: { Service: 'ec2.amazonaws.com' },
      Effect: 'Allow',
    };
    const { proposed } = proposeTrustPolicy(policy(styled), REQUEST);
    const added = (proposed?.Statement as readonly JsonObject[] | undefined)?.[1];
    expect(Object.keys(added ?? {})).toEqual(['Action', 'Principal', 'Effect', 'Condition']);
    expect(added?.Action).toEqual(['sts:AssumeRoleWithWebIdentity']);
  });

  it('proposes nothing for what cannot be a subject', () => {
    const request = { ...REQUEST, subject: 'system:serviceaccount:*:*' };
    expect(proposeTrustPolicy(policy(ec2), request).reason).toMatch(/no subject of a service account/);
  });
});
