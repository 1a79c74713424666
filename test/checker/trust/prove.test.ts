import { describe, expect, it } from 'vitest';
import { proveTrustChange } from '../../../src/checker/trust/prove.ts';
import type { JsonValue } from '../../../src/checker/trust/types.ts';
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

const LEDGER = 'system:serviceaccount:billing:ledger';
const own = statement();
const theirs = statement({ Condition: sub('StringEquals', LEDGER) });
const limited = { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } };
const open = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };

const PROVEN: readonly (readonly [string, JsonValue, JsonValue])[] = [
  ['a statement beside others', policy(theirs), policy(theirs, own)],
  ['a subject in a list', policy(theirs), under(sub('StringEquals', [LEDGER, SUBJECT]))],
  [
    'a list split into statements',
    under(sub('StringEquals', [LEDGER, 'system:serviceaccount:a:b'])),
    policy(own, theirs, statement({ Condition: sub('StringEquals', 'system:serviceaccount:a:b') })),
  ],
  [
    'a value that nobody can have left out',
    under(sub('StringEquals', ['ledger', LEDGER])),
    under(sub('StringEquals', [SUBJECT, LEDGER])),
  ],
  [
    'a pattern spelled otherwise',
    under(sub('StringLike', 'system:serviceaccount:billing:*')),
    under(sub('StringLike', ['system:serviceaccount:billing:?*', SUBJECT])),
  ],
  [
    'a condition kept on others',
    policy(statement({ Condition: { ...sub('StringEquals', LEDGER), ...limited } })),
    policy(statement({ Condition: { ...limited, ...sub('StringEquals', LEDGER) } }), own),
  ],
];

const NOT_PROVEN: readonly (readonly [string, JsonValue, JsonValue, RegExp])[] = [
  ['somebody is shut out', policy(theirs), policy(own), /shut out system:serviceaccount:billing:ledger/],
  [
    'a whole pattern is let in',
    policy(theirs),
    policy(theirs, statement({ Condition: sub('StringLike', 'system:serviceaccount:checkout:*') })),
    /also let in system:serviceaccount:checkout:/,
  ],
  [
    'only one letter is a wildcard',
    policy(theirs),
    policy(theirs, statement({ Condition: sub('StringLike', 'system:serviceaccount:checkout:car?') })),
    /also let in/,
  ],
  [
    'the audience is not required',
    policy(theirs),
    policy(theirs, statement({ Condition: { StringEquals: { [`${HOST}:sub`]: SUBJECT } } })),
    /with the audience/,
  ],
  [
    'a pattern is narrowed',
    under(sub('StringLike', 'system:serviceaccount:billing:*')),
    under(sub('StringLike', ['system:serviceaccount:billing:l*', SUBJECT])),
    /shut out/,
  ],
  [
    'another cluster is let in',
    policy(theirs),
    policy(
      theirs,
      statement({
        Principal: { Federated: [provider(), provider(OTHER_HOST)] },
        Condition: { StringEquals: { [`${HOST}:aud`]: AUDIENCE, [`${HOST}:sub`]: SUBJECT } },
      }),
      statement({ Principal: { Federated: provider(OTHER_HOST) }, Condition: {} }),
    ),
    new RegExp(`of ${OTHER_HOST}`),
  ],
  [
    'another cluster is shut out',
    policy(statement({ Principal: { Federated: provider(OTHER_HOST) }, Condition: {} })),
    policy(own),
    /shut out/,
  ],
  [
    'a condition on others is dropped',
    policy(statement({ Condition: { ...sub('StringEquals', LEDGER), ...limited } })),
    under(sub('StringEquals', [LEDGER, SUBJECT])),
    /also let in/,
  ],
  ['a service loses the role', policy(open), policy(own), /principals other/],
  ['a service gets the role', policy(theirs), policy(theirs, own, open), /principals other/],
  [
    'everybody gets the role',
    policy(theirs),
    policy(theirs, statement({ Principal: { AWS: '*' } })),
    /principals other|everybody/,
  ],
  [
    'a Deny is dropped',
    policy(theirs, statement({ Effect: 'Deny', Condition: sub('StringEquals', 'x') })),
    policy(theirs, own),
    /Deny/,
  ],
  [
    'the subject is still out',
    policy(theirs),
    policy(theirs, statement({ Action: 'sts:AssumeRole' })),
    /does not apply/,
  ],
  ['IAM would refuse the result', policy(theirs), policy(theirs, { ...own, Resource: '*' }), /Resource/],
  [
    'a number decides about the subject',
    policy(theirs),
    policy(theirs, own, statement({ Condition: { NumericEquals: { [`${HOST}:sub`]: 1 } } })),
    /not for text/,
  ],
];

describe('proveTrustChange', () => {
  it.each(PROVEN)('proves %s', (_name, before, after) => {
    expect(proveTrustChange(before, after, REQUEST)).toMatchObject({
      before: 'implicitDeny',
      after: 'allowed',
      added: [SUBJECT],
      lost: [],
    });
  });

  it.each(NOT_PROVEN)('proves nothing where %s', (_name, before, after, why) => {
    expect(proveTrustChange(before, after, REQUEST)).toEqual({ failed: expect.stringMatching(why) });
  });
});
