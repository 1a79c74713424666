import { describe, expect, it } from 'vitest';
import { parseSymptom } from '../../src/intake/symptom.ts';

describe('what the EKS Pod Identity agent and EKS Auth say', () => {
  it.each([
    [
      'agent-token-refused',
      'Error: 400 from http://169.254.170.23/v1/credentials: Service account token cannot be empty',
    ],
    [
      'agent-token-refused',
      'Service account token cannot be parsed: token is malformed: token contains an invalid number of segments',
    ],
    ['agent-token-refused', 'Service account token failed basic claim validations: token is expired'],
    [
      'agent-other-address',
      'Access Denied. Called agent through invalid address, please use either [169.254.170.23 fd00:ec2::23] address not localhost',
    ],
    [
      'association-not-found',
      'operation error EKS Auth: AssumeRoleForPodIdentity, https response error StatusCode: 404, RequestID: 7c, ResourceNotFoundException: none',
    ],
    [
      'associated-role-refused',
      'operation error EKS Auth: AssumeRoleForPodIdentity, AccessDeniedException: Unauthorized Exception! EKS does not have permissions to assume the associated role.',
    ],
    [
      'sts-proxy',
      'WebIdentityErr: failed to retrieve credentials caused by: Post "https://sts.eu-west-1.amazonaws.com/": proxyconnect tcp: dial tcp 10.1.2.3:3128: connect: connection refused',
    ],
    [
      'sts-proxy',
      'WebIdentityErr: failed to retrieve credentials caused by: Post "https://sts.eu-west-1.amazonaws.com/": Proxy Authentication Required',
    ],
  ])('%s: %s', (detail, text) => {
    expect(parseSymptom(text)).toMatchObject({ kind: 'web-identity-config', detail });
  });

  it('names the role of the node as the one that lacks the permission, and no permission of a pod', () => {
    const text =
      'AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/nodes/i-0a1b2c3d4e5f60718 is not authorized to perform: eks-auth:AssumeRoleForPodIdentity on resource: arn:aws:eks:eu-west-1:111122223333:cluster/prod-eu';
    expect(parseSymptom(text)).toMatchObject({
      kind: 'downstream-denied',
      action: 'eks-auth:AssumeRoleForPodIdentity',
      nodeRole: true,
      roleName: 'nodes',
    });
  });
});
