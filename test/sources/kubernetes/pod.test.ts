import { describe, expect, it } from 'vitest';
import { parsePodPage } from '../../../src/sources/kubernetes/pod.ts';

const bare = { metadata: { name: 'api', namespace: 'payments' }, spec: { containers: [] } };

function onlyPod(pod: unknown) {
  const page = parsePodPage({ items: [pod] });
  return page?.pods[0];
}

describe('pods from the API server', () => {
  it('takes what workload identity depends on', () => {
    const token = {
      serviceAccountToken: { audience: 'sts.amazonaws.com', expirationSeconds: 86400, path: 'token' },
    };
    const mounts = [
      { name: 'aws-iam-token', mountPath: '/var/run/secrets/eks.amazonaws.com/serviceaccount' },
    ];
    const pod = {
      metadata: {
        name: 'api-7f9c-x',
        namespace: 'payments',
        labels: { app: 'api' },
        annotations: { a: 'b' },
        creationTimestamp: '2026-01-02T03:04:05Z',
        ownerReferences: [
          { kind: 'Other', name: 'x' },
          { kind: 'ReplicaSet', name: 'api-7f9c', controller: true },
        ],
      },
      spec: {
        serviceAccountName: 'api',
        nodeName: 'node-1',
        volumes: [
          { name: 'aws-iam-token', projected: { sources: [token, { configMap: { name: 'x' } }] } },
          { name: 'data', emptyDir: {} },
        ],
        initContainers: [{ name: 'migrate', image: 'migrate:1' }],
        containers: [
          {
            name: 'app',
            image: 'app:1',
            env: [{ name: 'AWS_ROLE_ARN', value: 'arn:aws:iam::111122223333:role/api' }],
            volumeMounts: mounts,
          },
        ],
      },
      status: { phase: 'Running' },
    };
    expect(onlyPod(pod)).toEqual({
      namespace: 'payments',
      name: 'api-7f9c-x',
      serviceAccount: 'api',
      labels: { app: 'api' },
      annotations: { a: 'b' },
      createdAt: '2026-01-02T03:04:05.000Z',
      phase: 'Running',
      owner: 'ReplicaSet/api-7f9c',
      nodeName: 'node-1',
      operatingSystem: { selected: null, needed: null },
      fsGroup: null,
      tokenVolumes: [
        { name: 'aws-iam-token', audience: 'sts.amazonaws.com', expirationSeconds: 86400, path: 'token' },
      ],
      containers: [
        {
          name: 'migrate',
          isInit: true,
          image: 'migrate:1',
          roleArn: null,
          tokenFile: null,
          sessionName: null,
          environmentFrom: [],
          environmentNames: [],
          mounts: [],
        },
        {
          name: 'app',
          isInit: false,
          image: 'app:1',
          roleArn: 'arn:aws:iam::111122223333:role/api',
          tokenFile: null,
          sessionName: null,
          environmentFrom: [],
          environmentNames: ['AWS_ROLE_ARN'],
          mounts: [{ name: 'aws-iam-token', path: '/var/run/secrets/eks.amazonaws.com/serviceaccount' }],
        },
      ],
      ephemeralContainers: [],
    });
  });

  it('holds no value of any other variable', () => {
    const env = [
      { name: 'AWS_SECRET_ACCESS_KEY', value: 'wJalrXUtnFEMI' },
      { name: 'DATABASE_URL', value: 'postgres://user:pass@db' },
      { name: 'AWS_WEB_IDENTITY_TOKEN_FILE', value: '/var/run/token' },
    ];
    const pod = onlyPod({ ...bare, spec: { containers: [{ name: 'app', env }] } });
    expect(pod?.containers[0]?.environmentNames).toEqual([
      'AWS_SECRET_ACCESS_KEY',
      'DATABASE_URL',
      'AWS_WEB_IDENTITY_TOKEN_FILE',
    ]);
    expect(pod?.containers[0]?.tokenFile).toBe('/var/run/token');
    expect(JSON.stringify(pod)).not.toMatch(/wJalr|postgres/);
  });

  it.each<[string, readonly object[], string | null]>([
    ['comes from elsewhere', [{ name: 'AWS_ROLE_ARN', valueFrom: { configMapKeyRef: {} } }], null],
    [
      'stands there twice',
      [
        { name: 'AWS_ROLE_ARN', value: 'first' },
        { name: 'AWS_ROLE_ARN', value: 'last' },
      ],
      'last',
    ],
  ])('knows the role of a container whose variable %s', (_name, env, expected) => {
    const pod = onlyPod({ ...bare, spec: { containers: [{ name: 'app', env }] } });
    expect(pod?.containers[0]?.roleArn).toBe(expected);
  });

  it('fills in what the API server may leave out', () => {
    expect(onlyPod(bare)).toMatchObject({
      serviceAccount: 'default',
      phase: 'Unknown',
      owner: null,
      nodeName: null,
      createdAt: null,
      tokenVolumes: [],
      containers: [],
    });
  });

  const affine = (...terms: readonly object[]) => ({
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: terms.map((term) => ({ matchExpressions: [term] })),
      },
    },
  });
  const windows = { key: 'kubernetes.io/os', operator: 'In', values: ['windows'] };
  it.each<readonly [string, object, object]>([
    [
      'nodeSelector',
      { nodeSelector: { 'kubernetes.io/os': 'windows' } },
      { selected: 'windows', needed: null },
    ],
    [
      'the older label',
      { nodeSelector: { 'beta.kubernetes.io/os': 'windows' } },
      { selected: 'windows', needed: null },
    ],
    ['spec.os', { os: { name: 'windows' } }, { selected: null, needed: 'windows' }],
    ['required affinity', { affinity: affine(windows) }, { selected: null, needed: 'windows' }],
    [
      'affinity that allows another as well',
      { affinity: affine(windows, { key: 'zone', operator: 'In', values: ['a'] }) },
      { selected: null, needed: null },
    ],
    [
      'affinity that allows two',
      { affinity: affine({ ...windows, values: ['windows', 'linux'] }) },
      { selected: null, needed: null },
    ],
    ['affinity of a shape that nobody knows', { affinity: 'windows' }, { selected: null, needed: null }],
  ])('knows the operating system by %s', (_by, spec, expected) => {
    expect(onlyPod({ ...bare, spec: { ...bare.spec, ...spec } })?.operatingSystem).toEqual(expected);
  });

  it('names what further variables come from, debug containers, and the session name', () => {
    const container = {
      name: 'app',
      env: [{ name: 'AWS_ROLE_SESSION_NAME', value: 'api' }],
      envFrom: [{ secretRef: { name: 'keys' } }, { configMapRef: { name: 'settings' } }],
    };
    const pod = onlyPod({
      ...bare,
      spec: {
        securityContext: { fsGroup: 2000 },
        hostNetwork: true,
        containers: [container],
        ephemeralContainers: [{ name: 'debugger-1' }],
      },
    });
    expect(pod).toMatchObject({
      fsGroup: 2000,
      usesHostNetwork: true,
      ephemeralContainers: ['debugger-1'],
      containers: [{ sessionName: 'api', environmentFrom: ['secret/keys', 'configmap/settings'] }],
    });
  });

  it.each([
    [[{ type: 'Ready', status: 'True' }], true],
    [
      [
        { type: 'Initialized', status: 'True' },
        { type: 'Ready', status: 'False' },
      ],
      false,
    ],
    [[], undefined],
    ['nonsense', undefined],
  ])('tells by conditions %j whether it is ready: %s', (conditions, isReady) => {
    expect(onlyPod({ ...bare, status: { phase: 'Running', conditions } })?.isReady).toBe(isReady);
  });

  it('tells where the next page begins', () => {
    expect(parsePodPage({ metadata: { continue: 'abc' }, items: [] })?.next).toBe('abc');
    expect(parsePodPage({ metadata: { continue: '' }, items: [] })?.next).toBeNull();
  });

  it.each([null, 'pods', [], {}, { items: {} }, { items: [{ metadata: { name: 'x' } }] }])(
    'is not taken in by %j',
    (body) => {
      expect(parsePodPage(body)).toBeNull();
    },
  );
});
