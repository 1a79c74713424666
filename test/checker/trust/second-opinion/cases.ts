import fc from 'fast-check';
import type { Json } from './naive.ts';
import type { Token } from './worlds.ts';

type Dictionary = { readonly [name: string]: Json };

/** A document that IAM would save, and a token that asks for the role. */
export interface Case {
  readonly document: Dictionary;
  readonly token: Token;
  readonly accountId: string;
  readonly partition: string;
}

const ACCOUNT = '340000000012';
const CLUSTERS = [
  { host: 'oidc.eks.ca-central-1.amazonaws.com/id/0A1B2C3D4E5F60718293A4B5C6D7E8F9', partition: 'aws' },
  { host: 'oidc.eks.cn-north-1.amazonaws.com.cn/id/99887766554433221100FFEEDDCCBBAA', partition: 'aws-cn' },
  {
    host: 'oidc.eks.us-gov-east-1.amazonaws.com/id/13579BDF02468ACE13579BDF02468ACE',
    partition: 'aws-us-gov',
  },
] as const;
const [HOME, ABROAD] = CLUSTERS;

const arn = (host: string, partition: string, account = ACCOUNT): string =>
  `arn:${partition}:iam::${account}:oidc-provider/${host}`;

const token = fc
  .record({
    cluster: fc.oneof({ weight: 6, arbitrary: fc.constant(HOME) }, fc.constantFrom(...CLUSTERS)),
    subject: fc.oneof(
      { weight: 4, arbitrary: fc.constant('system:serviceaccount:ops:bot') },
      fc.constantFrom(
        'system:serviceaccount:ops:bot-2',
        'system:serviceaccount:OPS:bot',
        'system:serviceaccount:dev:bot',
        '12345',
        '10.1.2.3',
        'arn:aws:iam::340000000012:role/x',
        '2030-01-01T00:00:00Z',
        'true',
        '',
        'a*b',
        'a${x}b',
      ),
    ),
    audience: fc.oneof(
      { weight: 4, arbitrary: fc.constant('sts.amazonaws.com') },
      fc.constantFrom('vault', 'STS.amazonaws.com', ''),
    ),
  })
  .map(({ cluster, subject, audience }) => ({
    token: {
      host: cluster.host,
      providerArn: arn(cluster.host, cluster.partition),
      subject,
      audience,
      now: Date.UTC(2026, 2, 3, 4, 5, 6),
    },
    partition: cluster.partition,
  }));

const principal: fc.Arbitrary<Json> = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Json>({ Federated: arn(HOME.host, 'aws') }) },
  fc.constantFrom<Json>(
    { Federated: [arn(ABROAD.host, 'aws-cn'), arn(HOME.host, 'aws')] },
    { Federated: arn(ABROAD.host, 'aws-cn') },
    { Federated: CLUSTERS.map(({ host, partition }) => arn(host, partition)) },
    { Federated: arn(HOME.host, 'aws-cn') },
    { Federated: arn(HOME.host, 'aws', '340000000013') },
    { Federated: arn(HOME.host.toLowerCase(), 'aws') },
    { Federated: `${arn(HOME.host, 'aws')}/` },
    { Federated: 'accounts.google.com' },
    { Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/okta` },
    { AWS: '*' },
    { AWS: ACCOUNT },
    { AWS: [`arn:aws:iam::${ACCOUNT}:root`, '*'] },
    { Service: 'pods.eks.amazonaws.com' },
    { Service: ['ec2.amazonaws.com'], Federated: [arn(HOME.host, 'aws')], AWS: ACCOUNT },
  ),
);

const action: fc.Arbitrary<Dictionary> = fc.oneof(
  { weight: 8, arbitrary: fc.constant({ Action: 'sts:AssumeRoleWithWebIdentity' }) },
  fc.constantFrom<Dictionary>(
    { Action: 'STS:assumerolewithwebidentity' },
    { Action: ['sts:AssumeRole', 'sts:TagSession'] },
    { Action: ['sts:TagSession', 'sts:AssumeRoleWith*'] },
    { Action: 'sts:*' },
    { Action: 'sts:AssumeRole?' },
    { Action: 'sts:AssumeRoleWithWebIdentit?' },
    { NotAction: 'sts:TagSession' },
    { NotAction: 'sts:*WebIdentity' },
    { NotAction: ['sts:AssumeRole', 'sts:TagSession'] },
  ),
);

const TEXTUAL = ['String', 'Arn'].flatMap((family) =>
  ['Equals', 'NotEquals', 'Like', 'NotLike'].map((relation) => family + relation),
);
const TYPED = ['Numeric', 'Date'].flatMap((family) =>
  ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'].map(
    (relation) => family + relation,
  ),
);
const OPERATORS = [
  ...TEXTUAL,
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
  ...TYPED,
  'Bool',
  'BinaryEquals',
  'IpAddress',
  'NotIpAddress',
];

const operator = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('StringEquals', 'StringLike') },
  {
    weight: 8,
    arbitrary: fc
      .tuple(
        fc.constantFrom('', '', '', 'ForAnyValue:', 'ForAllValues:'),
        fc.constantFrom(...OPERATORS),
        fc.constantFrom('', '', 'IfExists'),
      )
      .map((parts) => parts.join('')),
  },
  { weight: 1, arbitrary: fc.constantFrom('Null', 'ForAnyValue:Null', 'ForAllValues:Null') },
);

const KEYS = [
  ...Array.from({ length: 4 }, () => [`${HOME.host}:sub`, `${HOME.host}:aud`]).flat(),
  `${HOME.host}:SUB`,
  `${HOME.host.toLowerCase()}:aud`,
  `${ABROAD.host}:sub`,
  `${ABROAD.host}:aud`,
  `https://${HOME.host}:sub`,
  `${arn(HOME.host, 'aws')}:sub`,
  `${HOME.host}:email`,
  'oidc.eks.*:sub',
  'saml:aud',
  'sts:ExternalId',
  'aws:CurrentTime',
  'aws:EpochTime',
];

/** Keys that leave worlds open; no more than two in one policy, or there are too many worlds to try. */
const OPEN_KEYS = [
  ['aws:SourceIp', 'aws:sourceip'],
  ['aws:SourceVpc', 'AWS:SourceVpc'],
  ['aws:PrincipalArn', 'aws:PrincipalARN'],
  ['aws:SecureTransport', 'aws:securetransport'],
  ['sts:DurationSeconds', 'STS:DurationSeconds'],
  ['sts:RoleSessionName', 'sts:rolesessionname'],
] as const;

const value: fc.Arbitrary<Json> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Json>('system:serviceaccount:ops:bot') },
  { weight: 2, arbitrary: fc.constant<Json>('sts.amazonaws.com') },
  {
    weight: 8,
    arbitrary: fc.constantFrom<Json>(
      'system:serviceaccount:ops:*',
      'system:serviceaccount:*:bot',
      'system:serviceaccount:op?:b?t',
      'SYSTEM:serviceaccount:ops:BOT',
      'system:serviceaccount:ops:bot\n',
      ' sts.amazonaws.com',
      '*',
      '?*',
      '**?',
      '',
      '[a-z]*',
      'a*b',
      'a${*}b',
      'a${$}{x}b',
      '${',
      '${}',
      '${a',
      'system:serviceaccount:${NAMESPACE}:bot',
      "system:serviceaccount:${aws:PrincipalTag/ns, 'ops'}:bot",
      "system:serviceaccount:${missing:key, 'ops'}:bot",
      "${missing:key,'*'}",
      `\${${HOME.host}:aud}`,
      `\${${HOME.host}:SUB}`,
      'vpc-1',
      'vpc-*',
      '10.0.0.0/8',
      '10.1.2.3',
      '203.0.113.0/24',
      '300.1.1.1',
      'arn:aws:iam::340000000012:role/*',
      'arn:*:iam::*:role/x',
      'arn:aws:iam',
      '2026-01-01T00:00:00Z',
      '2031-12-31',
      '1767225600',
      'soon',
      12345,
      '12345',
      '12345.0',
      4.5,
      true,
      'false',
      'TRUE',
      'c3lzdGVtOnNlcnZpY2VhY2NvdW50Om9wczpib3Q=',
      'not base64',
    ),
  },
);

const valuesFor = (open: readonly string[]): fc.Arbitrary<Json> => {
  const variable = fc.constantFrom<Json>(`\${${open[0]}}`, `vpc-\${${open[0]}}*`);
  const one = fc.oneof({ weight: 20, arbitrary: value }, { weight: 1, arbitrary: variable });
  return fc.oneof(
    { weight: 6, arbitrary: one },
    { weight: 3, arbitrary: fc.array(one, { minLength: 1, maxLength: 3 }) },
    { weight: 1, arbitrary: fc.constant<Json>([]) },
  );
};

const conditionOn = (open: readonly string[]): fc.Arbitrary<Dictionary> =>
  fc
    .array(
      fc.tuple(
        operator,
        fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...KEYS) }, fc.constantFrom(...open)),
        valuesFor(open),
      ),
      { maxLength: 4 },
    )
    .map((entries) => {
      const block: Record<string, Record<string, Json>> = {};
      for (const [name, written, value] of entries) {
        const keys = block[name] ?? {};
        block[name] = keys;
        const isTaken = Object.keys(keys).some((other) => other.toLowerCase() === written.toLowerCase());
        if (!isTaken) keys[written] = value;
      }
      return block;
    });

const statementOn = (open: readonly string[]): fc.Arbitrary<Dictionary> =>
  fc
    .record({
      effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
      principal,
      action,
      condition: fc.option(conditionOn(open), { freq: 12, nil: undefined }),
    })
    .map(({ effect, principal, action, condition }) => ({
      Effect: effect,
      Principal: principal,
      ...action,
      ...(condition === undefined ? {} : { Condition: condition }),
    }));

/** Documents and tokens of every kind that the documentation says something about, mixed. */
export const cases: fc.Arbitrary<Case> = fc
  .record({
    asked: token,
    version: fc.constantFrom<Json>('2012-10-17', '2012-10-17', '2012-10-17', '2008-10-17', null),
    statements: fc
      .oneof(
        { weight: 3, arbitrary: fc.subarray([...OPEN_KEYS], { minLength: 1, maxLength: 1 }) },
        fc.subarray([...OPEN_KEYS], { minLength: 2, maxLength: 2 }),
      )
      .chain((open) => fc.array(statementOn(open.flat()), { minLength: 1, maxLength: 3 })),
    isSingle: fc.boolean(),
  })
  .map(({ asked, version, statements, isSingle }) => ({
    accountId: ACCOUNT,
    ...asked,
    document: {
      ...(version === null ? {} : { Version: version }),
      Statement: isSingle && statements.length === 1 ? (statements[0] ?? {}) : statements,
    },
  }));
