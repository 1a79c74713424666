import { describe, expect, it } from 'vitest';
import {
  evaluateTargetTrust,
  proposeTargetTrust,
  type TargetRoleRequest,
} from '../../../../src/checker/trust/pod-identity-target.ts';

const FIRST = 'arn:aws:iam::111122223333:role/team/payments-api';
const EXTERNAL = 'eu-west-1/111122223333/prod-eu/payments/api';
const BOTH = ['sts:AssumeRole', 'sts:TagSession'];

function request(changes: Partial<TargetRoleRequest> = {}): TargetRoleRequest {
  return {
    namespace: 'payments',
    serviceAccount: 'api',
    clusterName: 'prod-eu',
    clusterArn: 'arn:aws:eks:eu-west-1:111122223333:cluster/prod-eu',
    clusterAccountId: '111122223333',
    hasSessionTags: true,
    now: 0,
    first: { kind: 'role', arn: FIRST, partition: 'aws', accountId: '111122223333', name: 'payments-api' },
    externalId: EXTERNAL,
    ...changes,
  };
}

function trust(principal: unknown, condition?: object, action: unknown = BOTH): string {
  const statement = {
    Effect: 'Allow',
    Principal: principal,
    Action: action,
    ...(condition === undefined ? {} : { Condition: condition }),
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

describe('the trust of a target role', () => {
  it.each<[string, string, string, string | null]>([
    ['the role itself', trust({ AWS: FIRST }), 'allowed', null],
    ['its account', trust({ AWS: '111122223333' }), 'allowed', null],
    ['the root of its account', trust({ AWS: 'arn:aws:iam::111122223333:root' }), 'allowed', null],
    ['everybody', trust({ AWS: '*' }), 'allowed', null],
    [
      'the role without its path',
      trust({ AWS: 'arn:aws:iam::111122223333:role/payments-api' }),
      'implicitDeny',
      'no-statement',
    ],
    ['another account', trust({ AWS: '444455556666' }), 'implicitDeny', 'no-statement'],
    [
      'another partition',
      trust({ AWS: FIRST.replace('arn:aws:', 'arn:aws-cn:') }),
      'implicitDeny',
      'no-statement',
    ],
    [
      'one session of the role',
      trust({ AWS: 'arn:aws:sts::111122223333:assumed-role/payments-api/x' }),
      'unknown',
      'undetermined',
    ],
    [
      'Pod Identity, which does not come here',
      trust({ Service: 'pods.eks.amazonaws.com' }),
      'implicitDeny',
      'no-statement',
    ],
    [
      'the role without tagging',
      trust({ AWS: FIRST }, undefined, 'sts:AssumeRole'),
      'implicitDeny',
      'action',
    ],
    [
      'its external id',
      trust({ AWS: FIRST }, { StringEquals: { 'sts:ExternalId': EXTERNAL } }),
      'allowed',
      null,
    ],
    [
      'another external id',
      trust({ AWS: FIRST }, { StringEquals: { 'sts:ExternalId': 'x' } }),
      'implicitDeny',
      'condition',
    ],
    [
      'the account with the role as a condition',
      trust({ AWS: '111122223333' }, { ArnEquals: { 'aws:PrincipalArn': FIRST } }),
      'allowed',
      null,
    ],
    [
      'the tags of the first step',
      trust({ AWS: FIRST }, { StringEquals: { 'aws:PrincipalTag/kubernetes-namespace': 'payments' } }),
      'allowed',
      null,
    ],
    [
      'other tags of the first step',
      trust({ AWS: FIRST }, { StringEquals: { 'aws:PrincipalTag/kubernetes-namespace': 'web' } }),
      'implicitDeny',
      'condition',
    ],
    [
      'tags of the role, which nobody read',
      trust({ AWS: FIRST }, { StringEquals: { 'aws:PrincipalTag/team': 'x' } }),
      'unknown',
      'undetermined',
    ],
    [
      'a source, which a role has none of',
      trust({ AWS: FIRST }, { StringEquals: { 'aws:SourceAccount': '111122223333' } }),
      'implicitDeny',
      'condition',
    ],
  ])('%s', (_what, policy, decision, kind) => {
    const evaluation = evaluateTargetTrust(policy, request());
    expect(evaluation.decision).toBe(decision);
    expect(evaluation.fault?.kind ?? null).toBe(kind);
  });

  it('needs no right to tag where the association switches the tags off', () => {
    const policy = trust({ AWS: FIRST }, undefined, 'sts:AssumeRole');
    expect(evaluateTargetTrust(policy, request({ hasSessionTags: false })).decision).toBe('allowed');
  });
});

describe('a corrected policy of a target role', () => {
  it('adds a statement for the role and the external id of the association', () => {
    const wrong = trust({ AWS: FIRST }, { StringEquals: { 'sts:ExternalId': 'x' } });
    const { proposed, proof } = proposeTargetTrust(wrong, request());
    expect(proposed).toMatchObject({
      Statement: [
        JSON.parse(wrong).Statement[0],
        {
          Effect: 'Allow',
          Principal: { AWS: FIRST },
          Action: BOTH,
          Condition: { StringEquals: { 'sts:ExternalId': EXTERNAL } },
        },
      ],
    });
    expect(proof).toMatchObject({ after: 'allowed', kept: [FIRST], lost: [] });
  });

  it('does not give a whole account the right to tag for the sake of one role', () => {
    const shared = trust({ AWS: 'arn:aws:iam::111122223333:root' }, undefined, 'sts:AssumeRole');
    const { proposed } = proposeTargetTrust(shared, request());
    expect(proposed).toMatchObject({
      Statement: [JSON.parse(shared).Statement[0], { Principal: { AWS: FIRST } }],
    });
  });
});
