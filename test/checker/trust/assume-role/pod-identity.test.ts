import { describe, expect, it } from 'vitest';
import {
  evaluatePodIdentityTrust,
  type PodIdentityRequest,
  podIdentityStatement,
  proposePodIdentityTrust,
} from '../../../../src/checker/trust/pod-identity.ts';

const CLUSTER = 'arn:aws:eks:eu-west-1:111122223333:cluster/prod-eu';
const BOTH = ['sts:AssumeRole', 'sts:TagSession'];
const WEB = {
  Effect: 'Allow',
  Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/A' },
  Action: 'sts:AssumeRoleWithWebIdentity',
};

function request(changes: Partial<PodIdentityRequest> = {}): PodIdentityRequest {
  return {
    namespace: 'payments',
    serviceAccount: 'api',
    clusterName: 'prod-eu',
    clusterArn: CLUSTER,
    clusterAccountId: '111122223333',
    hasSessionTags: true,
    now: Date.parse('2026-03-01T12:00:00Z'),
    ...changes,
  };
}

function statement(changes: object = {}): object {
  return {
    Effect: 'Allow',
    Principal: { Service: 'pods.eks.amazonaws.com' },
    Action: BOTH,
    ...changes,
  };
}

function policy(...statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

const where = (operator: string, key: string, value: unknown) =>
  statement({ Condition: { [operator]: { [key]: value } } });

describe('the trust in EKS Pod Identity', () => {
  it.each<[string, readonly object[], Partial<PodIdentityRequest>, string, string | null]>([
    ['the documented statement', [statement()], {}, 'allowed', null],
    ['a wildcard action', [statement({ Action: 'sts:*' })], {}, 'allowed', null],
    [
      'actions in other letters',
      [statement({ Action: ['STS:assumerole', 'sts:TAGSESSION'] })],
      {},
      'allowed',
      null,
    ],
    [
      'both actions in statements of their own',
      [statement({ Action: 'sts:AssumeRole' }), statement({ Action: 'sts:TagSession' })],
      {},
      'allowed',
      null,
    ],
    ['one action alone', [statement({ Action: 'sts:AssumeRole' })], {}, 'implicitDeny', 'action'],
    ['tagging alone', [statement({ Action: 'sts:TagSession' })], {}, 'implicitDeny', 'action'],
    [
      'one action alone where tags are off',
      [statement({ Action: 'sts:AssumeRole' })],
      { hasSessionTags: false },
      'allowed',
      null,
    ],
    ['web identity alone', [WEB], {}, 'implicitDeny', 'no-statement'],
    [
      'the service of clusters',
      [statement({ Principal: { Service: 'eks.amazonaws.com' } })],
      {},
      'implicitDeny',
      'no-statement',
    ],
    [
      'the service in capitals',
      [statement({ Principal: { Service: 'Pods.eks.amazonaws.com' } })],
      {},
      'implicitDeny',
      'no-statement',
    ],
    [
      'several services',
      [statement({ Principal: { Service: ['ec2.amazonaws.com', 'pods.eks.amazonaws.com'] } })],
      {},
      'allowed',
      null,
    ],
    [
      'everybody, which may leave services out',
      [statement({ Principal: { AWS: '*' } })],
      {},
      'unknown',
      'undetermined',
    ],
    [
      'its namespace',
      [where('StringEquals', 'aws:RequestTag/kubernetes-namespace', 'payments')],
      {},
      'allowed',
      null,
    ],
    [
      'its namespace by a key in other letters',
      [where('StringEquals', 'AWS:requesttag/Kubernetes-Namespace', ['x', 'payments'])],
      {},
      'allowed',
      null,
    ],
    [
      'another namespace',
      [where('StringEquals', 'aws:RequestTag/kubernetes-namespace', 'payment')],
      {},
      'implicitDeny',
      'condition',
    ],
    [
      'its service account by a pattern',
      [where('StringLike', 'aws:RequestTag/kubernetes-service-account', 'ap*')],
      {},
      'allowed',
      null,
    ],
    [
      'another service account',
      [where('StringEquals', 'aws:RequestTag/kubernetes-service-account', 'web')],
      {},
      'implicitDeny',
      'condition',
    ],
    ['its cluster', [where('ArnEquals', 'aws:RequestTag/eks-cluster-arn', CLUSTER)], {}, 'allowed', null],
    [
      'its cluster by name',
      [where('StringEquals', 'aws:RequestTag/eks-cluster-name', 'prod-eu')],
      {},
      'allowed',
      null,
    ],
    [
      'another cluster',
      [where('StringEquals', 'aws:RequestTag/eks-cluster-name', 'prod-us')],
      {},
      'implicitDeny',
      'condition',
    ],
    [
      'a pod by name, which nobody knows',
      [where('StringLike', 'aws:RequestTag/kubernetes-pod-name', 'api-*')],
      {},
      'unknown',
      'undetermined',
    ],
    [
      'a tag that EKS does not send',
      [where('StringEquals', 'aws:RequestTag/team', 'x')],
      {},
      'implicitDeny',
      'condition',
    ],
    [
      'a tag where tags are off',
      [where('StringEquals', 'aws:RequestTag/kubernetes-namespace', 'payments')],
      { hasSessionTags: false },
      'implicitDeny',
      'condition',
    ],
    [
      'the account of the cluster',
      [where('StringEquals', 'aws:SourceAccount', '111122223333')],
      {},
      'allowed',
      null,
    ],
    [
      'another account',
      [where('StringEquals', 'aws:SourceAccount', '444455556666')],
      {},
      'implicitDeny',
      'condition',
    ],
    [
      'the cluster as the source',
      [where('ArnLike', 'aws:SourceArn', 'arn:aws:eks:*:*:cluster/prod-*')],
      {},
      'allowed',
      null,
    ],
    [
      'the association as the source',
      [where('ArnLike', 'aws:SourceArn', 'arn:aws:eks:*:*:podidentityassociation/*')],
      {},
      'implicitDeny',
      'condition',
    ],
    [
      'an organization of the caller',
      [where('StringEquals', 'aws:PrincipalOrgID', 'o-1')],
      {},
      'implicitDeny',
      'condition',
    ],
    [
      'an organization of the source',
      [where('StringEquals', 'aws:SourceOrgID', 'o-1')],
      {},
      'unknown',
      'undetermined',
    ],
    [
      'a date that is not over',
      [where('DateLessThan', 'aws:CurrentTime', '2027-01-01T00:00:00Z')],
      {},
      'allowed',
      null,
    ],
    [
      'a date that is over',
      [where('DateLessThan', 'aws:CurrentTime', '2026-01-01T00:00:00Z')],
      {},
      'implicitDeny',
      'condition',
    ],
    [
      'a Deny that applies',
      [statement(), { ...statement({ Effect: 'Deny', Action: 'sts:TagSession' }) }],
      {},
      'explicitDeny',
      'deny',
    ],
    [
      'a Deny for others',
      [statement(), { ...where('StringEquals', 'aws:RequestTag/kubernetes-namespace', 'x'), Effect: 'Deny' }],
      {},
      'allowed',
      null,
    ],
    ['no JSON', [], {}, 'malformed', 'malformed'],
  ])('%s', (what, statements, changes, decision, kind) => {
    const text = what === 'no JSON' ? '{' : policy(...statements);
    const evaluation = evaluatePodIdentityTrust(text, request(changes));
    expect(evaluation.decision).toBe(decision);
    expect(evaluation.fault?.kind ?? null).toBe(kind);
  });

  it('names the failing condition, what the policy wants and what EKS sends', () => {
    const text = policy(WEB, where('StringEquals', 'aws:RequestTag/kubernetes-namespace', ['a', 'b']));
    expect(evaluatePodIdentityTrust(text, request()).fault).toEqual({
      kind: 'condition',
      statement: { index: 1, sid: null },
      condition: {
        operator: 'StringEquals',
        key: 'aws:RequestTag/kubernetes-namespace',
        wanted: ['a', 'b'],
        got: 'payments',
        state: 'known',
      },
    });
  });

  it('names who is trusted instead', () => {
    expect(evaluatePodIdentityTrust(policy(WEB), request()).fault).toEqual({
      kind: 'no-statement',
      trusted: [WEB.Principal.Federated],
    });
  });

  it('speaks of the statement that was meant for the service and comes closest', () => {
    const text = policy(
      statement({ Condition: { StringEquals: { 'aws:SourceAccount': '1', 'aws:SourceArn': '2' } } }),
      where('StringEquals', 'aws:SourceAccount', '1'),
    );
    expect(evaluatePodIdentityTrust(text, request()).fault).toMatchObject({ statement: { index: 1 } });
  });
});

describe('a corrected policy for EKS Pod Identity', () => {
  it('gets the missing action in its place', () => {
    const { proposed, proof, edits } = proposePodIdentityTrust(
      policy(WEB, statement({ Sid: 'Pods', Action: 'sts:AssumeRole' })),
      request(),
    );
    expect(proposed).toEqual({
      Version: '2012-10-17',
      Statement: [WEB, statement({ Sid: 'Pods', Action: BOTH })],
    });
    expect(edits).toEqual(['Statement[1]: sts:TagSession is added to Action.']);
    expect(proof).toEqual({
      before: 'implicitDeny',
      after: 'allowed',
      kept: [WEB.Principal.Federated],
      added: ['EKS Pod Identity for every association with this role'],
      lost: [],
    });
  });

  it('gets a statement of its own rather than an action for others as well', () => {
    const shared = statement({
      Principal: { Service: ['ec2.amazonaws.com', 'pods.eks.amazonaws.com'] },
      Action: 'sts:AssumeRole',
    });
    const { proposed } = proposePodIdentityTrust(policy(shared), request());
    expect(proposed).toMatchObject({ Statement: [shared, podIdentityStatement(request())] });
  });

  it.each([
    ['web identity alone', [WEB]],
    ['another namespace', [where('StringEquals', 'aws:RequestTag/kubernetes-namespace', 'web')]],
    ['nothing for anybody', [statement({ Effect: 'Deny', Principal: { AWS: '111122223333' } })]],
  ])('keeps %s as it is and lets in this service account alone', (_what, statements) => {
    const { proposed, proof } = proposePodIdentityTrust(policy(...statements), request());
    const text = JSON.stringify(proposed);
    expect(proposed).toMatchObject({ Statement: [...statements, podIdentityStatement(request())] });
    expect(proof?.added).toEqual(['EKS Pod Identity for payments/api']);
    expect(evaluatePodIdentityTrust(text, request()).decision).toBe('allowed');
    for (const other of [
      { namespace: 'other' },
      { serviceAccount: 'worker' },
      { clusterArn: `${CLUSTER}-2`, clusterName: 'prod-eu-2' },
      { hasSessionTags: false },
    ]) {
      expect(evaluatePodIdentityTrust(text, request(other)).decision).toBe(
        evaluatePodIdentityTrust(policy(...statements), request(other)).decision,
      );
    }
  });

  it('says that without tags it lets in the whole cluster', () => {
    const { proof } = proposePodIdentityTrust(policy(WEB), request({ hasSessionTags: false }));
    expect(proof?.added).toEqual([
      'EKS Pod Identity for every association of cluster prod-eu with this role',
    ]);
  });

  it.each([
    ['it is allowed already', [statement()], 'nothing to mend'],
    ['somebody denied it', [statement(), statement({ Effect: 'Deny' })], 'on purpose'],
    ['nobody can decide', [where('StringEquals', 'aws:SourceOrgID', 'o-1')], 'could not be proven'],
    [
      'it would be too long',
      [
        {
          ...WEB,
          Condition: {
            StringEquals: { 'x:sub': Array.from({ length: 60 }, (_, at) => `system:serviceaccount:n:${at}`) },
          },
        },
      ],
      'characters without white space',
    ],
  ])('is not proposed where %s', (_why, statements, reason) => {
    const proposal = proposePodIdentityTrust(policy(...statements), request());
    expect(proposal).toMatchObject({ proposed: null, proof: null });
    expect(proposal.reason).toContain(reason);
  });
});
