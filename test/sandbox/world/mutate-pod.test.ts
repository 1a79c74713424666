import { describe, expect, it } from 'vitest';
import { newDeploymentPods } from '../../../src/sandbox/world/deployment-pods.ts';
import type { ContainerSpec, PodObject } from '../../../src/sandbox/world/kubernetes-objects.ts';
import { mutatePod } from '../../../src/sandbox/world/mutate-pod.ts';
import { newServiceAccount } from '../../../src/sandbox/world/service-account.ts';

const ROLE = 'arn:aws:iam::222233334444:role/brewer';
const TOKEN_FILE = '/var/run/secrets/eks.amazonaws.com/serviceaccount/token';
const surroundings = { region: 'eu-north-1' };

function pod(changes: Partial<Parameters<typeof newDeploymentPods>[0]> = {}): PodObject {
  const [made] = newDeploymentPods({
    namespace: 'kitchen',
    deployment: 'brewer',
    serviceAccount: 'brewer',
    replicas: 1,
    ...changes,
  });
  if (made === undefined) throw new Error('one replica was asked for');
  return made;
}

function account(annotations: Record<string, string>) {
  return newServiceAccount({ namespace: 'kitchen', name: 'brewer', annotations });
}

const annotated = account({ 'eks.amazonaws.com/role-arn': ROLE });
const environment = (one: PodObject, at = 0) =>
  Object.fromEntries((one.spec.containers[at]?.env ?? []).map(({ name, value }) => [name, value]));
const mounts = (one: PodObject) => one.spec.containers[0]?.volumeMounts?.map((mount) => mount.name) ?? [];
const volume = (one: PodObject, name: string) => one.spec.volumes.find((each) => each.name === name);
const withEnv = (...env: NonNullable<ContainerSpec['env']>): PodObject =>
  pod({ containers: [{ name: 'main', image: 'x', env }] });

describe('a pod of an annotated service account', () => {
  const mutated = mutatePod(pod(), annotated, surroundings);

  it('gets the variables, the region and the regional endpoint', () => {
    expect(environment(mutated)).toEqual({
      AWS_STS_REGIONAL_ENDPOINTS: 'regional',
      AWS_DEFAULT_REGION: 'eu-north-1',
      AWS_REGION: 'eu-north-1',
      AWS_ROLE_ARN: ROLE,
      AWS_WEB_IDENTITY_TOKEN_FILE: TOKEN_FILE,
    });
  });

  it('gets a token for STS beside its token for the API server', () => {
    expect(volume(mutated, 'aws-iam-token')?.projected?.sources).toEqual([
      { serviceAccountToken: { audience: 'sts.amazonaws.com', expirationSeconds: 86_400, path: 'token' } },
    ]);
    expect(mounts(mutated)).toEqual([expect.stringMatching(/^kube-api-access-/), 'aws-iam-token']);
  });

  it('gets them in its init containers too', () => {
    const plain = pod();
    const withInit = {
      ...plain,
      spec: { ...plain.spec, initContainers: [{ name: 'init', image: 'x' }] },
    };
    const { initContainers } = mutatePod(withInit, annotated, surroundings).spec;
    expect(initContainers?.[0]?.env).toContainEqual({ name: 'AWS_ROLE_ARN', value: ROLE });
  });
});

describe('a pod that stays as it is', () => {
  it.each([
    ['its service account has no annotation', pod(), account({})],
    ['its service account is not there', pod(), undefined],
    [
      'a label says so, whatever its value',
      pod({ labels: { 'eks.amazonaws.com/skip-pod-identity-webhook': 'false' } }),
      annotated,
    ],
  ])('when %s', (_name, one, serviceAccount) => {
    expect(mutatePod(one, serviceAccount, surroundings)).toBe(one);
  });
});

describe('a container with variables of its own', () => {
  it.each([
    { name: 'AWS_ROLE_ARN', value: 'mine' },
    { name: 'AWS_WEB_IDENTITY_TOKEN_FILE', value: '/mine' },
  ])('keeps $name alone and gets the mount', (variable) => {
    const mutated = mutatePod(withEnv(variable), annotated, surroundings);
    const { AWS_ROLE_ARN, AWS_WEB_IDENTITY_TOKEN_FILE } = environment(mutated);
    expect([AWS_ROLE_ARN, AWS_WEB_IDENTITY_TOKEN_FILE].filter(Boolean)).toEqual([variable.value]);
    expect(mounts(mutated)).toContain('aws-iam-token');
  });

  it('gets not even the mount when nothing is left to add', () => {
    const full = withEnv(
      { name: 'AWS_ROLE_ARN', value: 'mine' },
      { name: 'AWS_REGION', value: 'mine' },
      { name: 'AWS_STS_REGIONAL_ENDPOINTS', value: 'legacy' },
    );
    const mutated = mutatePod(full, annotated, surroundings);
    expect(mutated.spec.containers).toEqual(full.spec.containers);
    expect(volume(mutated, 'aws-iam-token')).toBeDefined();
  });

  it('keeps its region', () => {
    const mutated = mutatePod(withEnv({ name: 'AWS_REGION', value: 'us-east-2' }), annotated, surroundings);
    expect(environment(mutated)).toMatchObject({ AWS_REGION: 'us-east-2', AWS_ROLE_ARN: ROLE });
    expect(environment(mutated)).not.toHaveProperty('AWS_DEFAULT_REGION');
  });
});

it('skips the containers that the pod names', () => {
  const two = pod({
    annotations: { 'eks.amazonaws.com/skip-containers': 'other, side' },
    containers: [
      { name: 'main', image: 'x' },
      { name: 'side', image: 'y' },
    ],
  });
  const mutated = mutatePod(two, annotated, surroundings);
  expect(environment(mutated, 0)).toHaveProperty('AWS_ROLE_ARN');
  expect(environment(mutated, 1)).toEqual({});
});

it.each([
  ['the audience', { 'eks.amazonaws.com/audience': 'vault' }, {}, { audience: 'vault' }],
  ['the lifetime', { 'eks.amazonaws.com/token-expiration': '7200' }, {}, { expirationSeconds: 7200 }],
  [
    'no lifetime below ten minutes',
    { 'eks.amazonaws.com/token-expiration': '5' },
    {},
    { expirationSeconds: 600 },
  ],
  [
    "the pod's lifetime before the account's",
    { 'eks.amazonaws.com/token-expiration': '7200' },
    { 'eks.amazonaws.com/token-expiration': '3600' },
    { expirationSeconds: 3600 },
  ],
])('takes %s from annotations', (_name, ofAccount, ofPod, token) => {
  const serviceAccount = account({ 'eks.amazonaws.com/role-arn': ROLE, ...ofAccount });
  const mutated = mutatePod(pod({ annotations: ofPod }), serviceAccount, surroundings);
  const [source] = volume(mutated, 'aws-iam-token')?.projected?.sources ?? [];
  expect(source?.serviceAccountToken).toMatchObject(token);
});

it('leaves the regional endpoint out where the service account says so', () => {
  const serviceAccount = account({
    'eks.amazonaws.com/role-arn': ROLE,
    'eks.amazonaws.com/sts-regional-endpoints': 'false',
  });
  const mutated = mutatePod(pod(), serviceAccount, surroundings);
  expect(environment(mutated)).not.toHaveProperty('AWS_STS_REGIONAL_ENDPOINTS');
});

it('injects whatever the annotation says, even where it is no ARN', () => {
  const mutated = mutatePod(pod(), account({ 'eks.amazonaws.com/role-arn': 'nonsense\n' }), surroundings);
  expect(environment(mutated)).toMatchObject({ AWS_ROLE_ARN: 'nonsense\n' });
});

it('gives container credentials instead of web identity where there is an association', () => {
  const association = { id: 'a-1', namespace: 'kitchen', serviceAccount: 'brewer', roleArn: ROLE };
  const mutated = mutatePod(pod(), annotated, { ...surroundings, association });
  expect(environment(mutated)).toMatchObject({
    AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.23/v1/credentials',
  });
  expect(environment(mutated)).not.toHaveProperty('AWS_ROLE_ARN');
  expect(volume(mutated, 'eks-pod-identity-token')).toBeDefined();
});
