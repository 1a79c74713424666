import { describe, expect, it } from 'vitest';
import { eksIdentityOf, regionOfIssuer, regionOfServer } from '../../../src/sources/clusters/eks-identity.ts';
import type { KubeContext } from '../../../src/sources/kubernetes/context.ts';

const ARN = 'arn:aws:eks:eu-west-1:111122223333:cluster/prod-eu';
const base: KubeContext = { name: 'ctx', cluster: 'c', user: 'u', server: 'https://10.0.0.1', exec: null };
const exec = (args: readonly string[], env: Record<string, string> = {}) => ({ exec: { args, env } });

describe('which EKS cluster a context is', () => {
  it.each<[string, Partial<KubeContext>, readonly [string, string | null, string | null] | null]>([
    ['an ARN as its name', { name: ARN }, ['prod-eu', 'eu-west-1', '111122223333']],
    ['an ARN as its cluster, under an alias', { cluster: ARN }, ['prod-eu', 'eu-west-1', '111122223333']],
    ['an ARN as its user', { user: ARN }, ['prod-eu', 'eu-west-1', '111122223333']],
    [
      'an ARN of China',
      { name: 'arn:aws-cn:eks:cn-north-1:111122223333:cluster/p' },
      ['p', 'cn-north-1', '111122223333'],
    ],
    [
      "eksctl's name",
      { name: 'me@corp.example@prod-eu.us-gov-west-1.eksctl.io' },
      ['prod-eu', 'us-gov-west-1', null],
    ],
    ["eksctl's cluster entry", { cluster: 'prod-eu.eu-west-1.eksctl.io' }, ['prod-eu', 'eu-west-1', null]],
    [
      'arguments of aws eks get-token',
      exec(['--region', 'eu-west-1', 'eks', 'get-token', '--cluster-name', 'prod-eu', '--role-arn', 'arn:x']),
      ['prod-eu', 'eu-west-1', null],
    ],
    [
      'arguments with equals signs, behind another program',
      exec(['exec', 'prod', '--', 'aws', 'eks', 'get-token', '--cluster-name=prod-eu', '--region=eu-west-1']),
      ['prod-eu', 'eu-west-1', null],
    ],
    [
      'arguments, and the region in the environment',
      exec(['eks', 'get-token', '--cluster-name', 'prod-eu'], { AWS_REGION: 'eu-west-1' }),
      ['prod-eu', 'eu-west-1', null],
    ],
    [
      'arguments, and the region in the server',
      { ...exec(['token', '-i', 'prod-eu']), server: 'https://ABC.sk1.eu-west-1.eks.amazonaws.com' },
      ['prod-eu', 'eu-west-1', null],
    ],
    [
      'two tellers that complete each other',
      { name: 'prod-eu.eu-west-1.eksctl.io', cluster: ARN },
      ['prod-eu', 'eu-west-1', '111122223333'],
    ],
    ['nothing that tells', {}, null],
    ['the ARN of something else', { name: 'arn:aws:iam::111122223333:role/prod-eu' }, null],
    ['a command that makes other tokens', exec(['oidc-login', 'get-token', '--issuer', 'x']), null],
    ['an argument without its value', exec(['eks', 'get-token', '--cluster-name']), null],
  ])('is read from %s', (_name, fields, expected) => {
    const identity = eksIdentityOf({ ...base, ...fields });
    expect(identity && [identity.name, identity.region, identity.accountId]).toEqual(expected);
  });
});

describe('the region in a host name', () => {
  it.each([
    ['https://ABC.gr7.eu-west-1.eks.amazonaws.com', 'eu-west-1'],
    ['https://ABC.yl4.cn-north-1.eks.amazonaws.com.cn', 'cn-north-1'],
    ['https://eu-west-1.eks.amazonaws.com.evil.example', null],
    ['https://10.100.0.1:443', null],
    ['not a url', null],
    [null, null],
  ])('of the server %j is %j', (server, region) => {
    expect(regionOfServer(server)).toBe(region);
  });

  it.each([
    ['https://oidc.eks.eu-west-1.amazonaws.com/id/ABC', 'eu-west-1'],
    ['https://oidc.eks.cn-north-1.amazonaws.com.cn/id/ABC', 'cn-north-1'],
    ['https://kubernetes.default.svc', null],
  ])('of the issuer %j is %j', (issuer, region) => {
    expect(regionOfIssuer(issuer)).toBe(region);
  });
});
