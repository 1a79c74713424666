import type { JsonValue } from '../../../../src/checker/trust/types.ts';
import { ACCOUNT, AUDIENCE, HOST, policy, SUBJECT, statement, under } from '../policies.ts';
import { ALLOWED, AUD, besides, DENIED, deny, ec2, type HardCase, onSub, SUB } from './hard-case.ts';

/** What a token does not tell, dates, and denials. */
export const OPEN: readonly HardCase[] = [
  {
    kind: 'unknown',
    name: 'a source address',
    document: besides({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }),
    decision: 'unknown',
    failing: [0, 'Condition', 'IpAddress', 'aws:SourceIp'],
    edits: 'none',
  },
  {
    kind: 'unknown',
    name: 'a false member makes it certain',
    document: under({
      StringEquals: { [AUD]: AUDIENCE, [SUB]: 'system:serviceaccount:checkout:carts' },
      IpAddress: { 'aws:SourceIp': '10.0.0.0/8' },
    }),
    ...DENIED,
    failing: onSub(),
    edits: 'none',
    reason: /limited by IpAddress aws:SourceIp/,
  },
  {
    kind: 'unknown',
    name: 'an Allow elsewhere makes it certain',
    document: policy(
      ...[
        besides({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }).Statement as readonly JsonValue[],
        [statement()],
      ].flat(),
    ),
    ...ALLOWED,
  },
  {
    kind: 'unknown',
    name: 'a Deny that may apply',
    document: policy(statement(), deny({ Condition: { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } })),
    decision: 'unknown',
    failing: [1, 'Condition', 'NotIpAddress', 'aws:SourceIp'],
    edits: 'none',
  },
  {
    kind: 'unknown',
    name: 'a Deny that may apply where nothing allows',
    document: policy(ec2, deny({ Condition: { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } })),
    ...DENIED,
    failing: [0, 'Principal'],
    edits: 'none',
  },
  {
    kind: 'unknown',
    name: 'a session name of any kind',
    document: besides({ StringLike: { 'sts:RoleSessionName': '*' } }),
    ...ALLOWED,
  },
  {
    kind: 'unknown',
    name: 'a session name that cannot be',
    document: besides({ StringEquals: { [AUD]: AUDIENCE, [SUB]: SUBJECT, 'sts:RoleSessionName': 'a b' } }),
    ...DENIED,
    failing: [0, 'Condition', 'StringEquals', 'sts:RoleSessionName'],
    edits: 'none',
  },
  {
    kind: 'unknown',
    name: 'two addresses at once',
    document: besides({
      StringLike: { 'aws:SourceVpc': 'vpc-1' },
      StringNotLike: { 'aws:SourceVpc': 'vpc-*' },
    }),
    ...DENIED,
    failing: [0, 'Condition', 'StringNotLike', 'aws:SourceVpc'],
    edits: 'none',
    reason: /limited/,
  },
  {
    kind: 'unknown',
    name: 'a key that must be there and must not',
    document: besides({ Null: { 'aws:SourceVpce': true }, StringLike: { 'aws:SourceVpce': '*' } }),
    ...DENIED,
    failing: [0, 'Condition', 'StringLike', 'aws:SourceVpce'],
    edits: 'none',
  },
  {
    kind: 'date',
    name: 'over',
    document: besides({ DateLessThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } }),
    ...DENIED,
    failing: [0, 'Condition', 'DateLessThan', 'aws:CurrentTime'],
    edits: 'none',
    reason: /limited/,
  },
  {
    kind: 'date',
    name: 'in seconds',
    document: besides({ NumericGreaterThan: { 'aws:EpochTime': 1 } }),
    ...ALLOWED,
  },
  {
    kind: 'deny',
    name: 'this subject',
    document: policy(statement(), deny({})),
    decision: 'explicitDeny',
    failing: [1, 'Deny'],
    edits: 'none',
    reason: /ask them/,
  },
  {
    kind: 'deny',
    name: 'all but another',
    document: policy(
      deny({ Condition: { StringNotEquals: { [SUB]: 'system:serviceaccount:checkout:carts' } } }),
      statement(),
    ),
    decision: 'explicitDeny',
    failing: [0, 'Deny'],
    edits: 'none',
  },
  {
    kind: 'deny',
    name: 'whoever lacks a claim that nobody has',
    document: policy(statement(), deny({ Condition: { StringNotEqualsIfExists: { [`${HOST}:amr`]: 'x' } } })),
    decision: 'explicitDeny',
    failing: [1, 'Deny'],
    edits: 'none',
  },
  {
    kind: 'deny',
    name: 'of another account',
    document: policy(statement(), deny({ Principal: { AWS: ACCOUNT } })),
    ...ALLOWED,
  },
];
