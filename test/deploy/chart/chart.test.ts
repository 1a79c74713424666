import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { loadConfig, type Purpose } from '../../../src/config.ts';
import { fieldProblems } from './known-fields.ts';
import { named, selectorsOf } from './manifests.ts';
import { environmentOf, secretsOf, workloadsOf } from './pods.ts';
import { findRenderer, type Manifest } from './renderer.ts';

const ROOT = join(import.meta.dirname, '../../..');
const ROLE = 'arn:aws:iam::111122223333:role/irsa-doctor';
const least = { image: { repository: 'registry.example/irsa-doctor' }, queue: 'irsa-doctor-eu' };
const cluster = {
  name: 'prod-eu',
  eks: { name: 'prod-eu', region: 'eu-west-1' },
  kubernetes: { auth: 'in-cluster' },
};

/** Together they turn every switch of the chart. */
const SETTINGS: Readonly<Record<string, object>> = {
  'the least that is needed': least,
  'a real installation': {
    ...least,
    aws: { roleArn: ROLE, region: 'eu-west-1' },
    config: {
      clusters: [cluster],
      accounts: { '444455556666': { assumeRole: 'arn:aws:iam::444455556666:role/irsa-doctor-read' } },
    },
    imagePullSecrets: [{ name: 'registry' }],
    extraEnv: [{ name: 'HTTPS_PROXY', value: 'http://proxy.example:3128' }],
    worker: {
      replicas: 5,
      podAnnotations: { team: 'platform' },
      nodeSelector: { pool: 'general' },
      tolerations: [{ key: 'spot', operator: 'Exists' }],
      affinity: { nodeAffinity: {} },
    },
    podMonitor: { enabled: true, labels: { release: 'prometheus' } },
  },
  'HTTP behind an ingress': {
    ...least,
    slack: { mode: 'http' },
    ingress: {
      enabled: true,
      className: 'alb',
      host: 'irsa.example.com',
      tlsSecret: 'certificate',
      annotations: { 'alb.ingress.kubernetes.io/scheme': 'internet-facing' },
    },
  },
  'some namespaces, Pod Identity and its own Redis': {
    ...least,
    rbac: { namespaces: ['payments', 'web'] },
    aws: { podIdentity: true },
    redis: { bundled: { enabled: true, storageClass: 'gp3' } },
  },
  'everything that one has to opt for': {
    ...least,
    prove: true,
    cloudtrail: true,
    decode: true,
    associations: true,
  },
  'the same in some namespaces': { ...least, prove: true, rbac: { namespaces: ['payments'] } },
  'workers by KEDA': { ...least, autoscaling: { kind: 'keda' } },
  'workers by a HorizontalPodAutoscaler': { ...least, autoscaling: { kind: 'hpa' } },
};

const renderer = findRenderer();
afterAll(() => renderer?.close());

// Neither Helm nor Go with Debian's libraries: then only the values can be judged, in values.test.ts.
describe.skipIf(renderer === null)('the chart', () => {
  const render = async (values: object): Promise<readonly Manifest[]> =>
    (await renderer?.render(values)) ?? [];

  describe.each(Object.entries(SETTINGS))('with %s', (_, values) => {
    let manifests: readonly Manifest[];
    beforeAll(async () => {
      manifests = await render(values);
    });

    it('writes only what Kubernetes knows', () => {
      expect(manifests.length).toBeGreaterThan(8);
      expect(manifests.flatMap(fieldProblems)).toEqual([]);
    });

    it('names nothing twice', () => {
      const names = manifests.map(
        ({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`,
      );
      expect(new Set(names).size).toBe(names.length);
    });

    it('selects pods that there are', () => {
      const pods = Object.values(workloadsOf(manifests)).map(({ spec }) => spec.template.metadata.labels);
      const selectors = manifests.flatMap(selectorsOf);
      expect(selectors.length).toBeGreaterThan(4);
      for (const selector of selectors) {
        const chosen = pods.filter((labels) =>
          Object.entries(selector).every(([key, value]) => labels[key] === value),
        );
        expect(chosen, JSON.stringify(selector)).not.toEqual([]);
      }
    });

    it('runs everything without a right that it could misuse (Pod Security "restricted", and a read-only root)', () => {
      for (const { spec } of Object.values(workloadsOf(manifests))) {
        const pod = spec.template.spec;
        expect(pod.securityContext).toMatchObject({
          runAsNonRoot: true,
          seccompProfile: { type: 'RuntimeDefault' },
        });
        expect(pod.containers[0].securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
      }
    });

    it('gives the program settings that it accepts', () => {
      const { bot, worker } = workloadsOf(manifests);
      const file = manifests.find(({ kind }) => kind === 'ConfigMap') as { data?: Record<string, string> };
      const secret = (key: string): string =>
        ({ REDIS_URL: 'redis://redis:6379', SLACK_APP_TOKEN: 'xapp-1' })[key] ?? 'xoxb-1';
      for (const [purpose, one] of [
        ['bot', bot],
        ['worker', worker],
      ] as const) {
        if (one === undefined) expect.fail(`no ${purpose}`);
        const [container] = one.spec.template.spec.containers;
        expect(container.args).toEqual([purpose]);
        const environment = environmentOf(one, secret);
        const mounted = container.volumeMounts[0]?.mountPath ?? '';
        const loaded = loadConfig(environment, purpose satisfies Purpose, (path) =>
          path === `${mounted}/irsa-doctor.yaml` ? (file.data?.['irsa-doctor.yaml'] ?? null) : null,
        );
        expect(environment.IRSA_DOCTOR_CONFIG).toBe(`${mounted}/irsa-doctor.yaml`);
        expect(loaded).toMatchObject({ ok: true, config: { queueName: 'irsa-doctor-eu', adminPort: 9090 } });
        expect(container.ports).toContainEqual({ name: 'admin', containerPort: 9090 });
      }
    });
  });

  it('grants the worker exactly the ClusterRole that is shipped apart', async () => {
    const manifests = await render(least);
    const shipped = parseAllDocuments(readFileSync(join(ROOT, 'deploy/cluster-role.yaml'), 'utf8')).map(
      (document): unknown => document.toJS(),
    );
    const role = named(manifests, 'ClusterRole', 'irsa-doctor-read');
    expect({ ...role, metadata: { name: role.metadata.name } }).toEqual(shipped[0]);
    const binding = named(manifests, 'ClusterRoleBinding', 'irsa-doctor-read');
    expect(shipped[1]).toMatchObject({ roleRef: binding.roleRef });
    expect(binding.subjects).toEqual([
      { kind: 'ServiceAccount', name: 'irsa-doctor', namespace: 'irsa-doctor' },
    ]);
  });

  it('grants the same in the namespaces that are named, and only what has no namespace everywhere', async () => {
    const everywhere = named(await render(least), 'ClusterRole', 'irsa-doctor-read').rules as Rule[];
    const manifests = await render({ ...least, rbac: { namespaces: ['payments', 'web'] } });
    const left = named(manifests, 'ClusterRole', 'irsa-doctor-read').rules as Rule[];
    expect(left.flatMap(({ resources = [] }) => resources).filter((one) => !isClusterScoped(one))).toEqual(
      [],
    );
    for (const namespace of ['payments', 'web']) {
      const inside = manifests.filter(({ metadata }) => metadata.namespace === namespace);
      expect(inside.map(({ kind }) => kind)).toEqual(['Role', 'RoleBinding']);
      const rules = inside[0]?.rules as Rule[];
      expect(new Set([...left, ...rules].map((rule) => JSON.stringify(rule)))).toEqual(
        new Set(everywhere.map((rule) => JSON.stringify(rule))),
      );
      expect(inside[1]).toMatchObject({
        roleRef: { kind: 'Role', name: 'irsa-doctor-read' },
        subjects: [{ kind: 'ServiceAccount', name: 'irsa-doctor', namespace: 'irsa-doctor' }],
      });
    }
  });

  it('grants the worker to make tokens where proofs are switched on, as the file that is shipped apart does, and only there', async () => {
    const shipped = parseAllDocuments(readFileSync(join(ROOT, 'deploy/cluster-role-prove.yaml'), 'utf8')).map(
      (document): unknown => document.toJS(),
    );
    expect(JSON.stringify(await render(least))).not.toContain('serviceaccounts/token');
    const manifests = await render({ ...least, prove: true });
    const role = named(manifests, 'ClusterRole', 'irsa-doctor-prove');
    expect({ ...role, metadata: { name: role.metadata.name } }).toEqual(shipped[0]);
    const binding = named(manifests, 'ClusterRoleBinding', 'irsa-doctor-prove');
    expect(shipped[1]).toMatchObject({ roleRef: binding.roleRef });
    const subjects = [{ kind: 'ServiceAccount', name: 'irsa-doctor', namespace: 'irsa-doctor' }];
    expect(binding.subjects).toEqual(subjects);
    const narrow = await render({ ...least, prove: true, rbac: { namespaces: ['payments', 'web'] } });
    const bindings = narrow.filter(({ metadata }) => metadata.name === 'irsa-doctor-prove').slice(1);
    expect(bindings.map(({ kind, metadata }) => [kind, metadata.namespace])).toEqual([
      ['RoleBinding', 'payments'],
      ['RoleBinding', 'web'],
    ]);
    for (const one of bindings) expect(one).toMatchObject({ roleRef: binding.roleRef, subjects });
  });

  it.each(['prove', 'cloudtrail', 'decode', 'associations'])(
    'writes %s into the settings where it is switched on',
    async (name) => {
      const settings = async (values: object): Promise<unknown> => {
        const map = (await render({ ...least, ...values })).find(({ kind }) => kind === 'ConfigMap') as {
          data?: Record<string, string>;
        };
        return parse(map.data?.['irsa-doctor.yaml'] ?? '');
      };
      expect(await settings({ [name]: true, config: { clusters: [cluster] } })).toEqual({
        [name]: true,
        clusters: [cluster],
      });
      expect(await settings({ config: { clusters: [cluster] } })).toEqual({ clusters: [cluster] });
    },
  );

  it('gives each side only the secrets that it needs, and the bot no identity at all', async () => {
    const manifests = await render({ ...least, aws: { roleArn: ROLE } });
    const { bot, worker } = workloadsOf(manifests);
    const common = ['irsa-doctor-redis/REDIS_URL', 'irsa-doctor-slack/SLACK_BOT_TOKEN'];
    if (bot === undefined || worker === undefined) expect.fail('bot and worker are missing');
    expect(secretsOf(bot)).toEqual([...common, 'irsa-doctor-slack/SLACK_APP_TOKEN']);
    expect(secretsOf(worker)).toEqual(common);
    const { serviceAccountName: botAccount = '' } = bot.spec.template.spec;
    expect(bot.spec.template.spec.automountServiceAccountToken).toBe(false);
    expect(named(manifests, 'ServiceAccount', botAccount).metadata).not.toHaveProperty('annotations');
    const { serviceAccountName: workerAccount = '' } = worker.spec.template.spec;
    expect(named(manifests, 'ServiceAccount', workerAccount).metadata).toMatchObject({
      annotations: { 'eks.amazonaws.com/role-arn': ROLE },
    });
  });

  it('lets nobody in but Prometheus in Socket Mode, and Slack to the bot over HTTP', async () => {
    const ports = async (mode: string, side: string) => {
      const policy = named(
        await render({ ...least, slack: { mode } }),
        'NetworkPolicy',
        `irsa-doctor-${side}`,
      );
      const { ingress } = policy.spec as {
        ingress: { ports: { port: number }[]; from?: unknown[] }[];
      };
      return ingress.map((rule) => [rule.ports.map(({ port }) => port), rule.from?.length ?? 'anybody']);
    };
    expect(await ports('socket', 'bot')).toEqual([[[9090], 1]]);
    expect(await ports('http', 'bot')).toEqual([
      [[9090], 1],
      [[3000], 'anybody'],
    ]);
    expect(await ports('http', 'worker')).toEqual([[[9090], 1]]);
  });

  it("never lets a pod at the node's own credentials", async () => {
    const manifests = await render({ ...least, aws: { podIdentity: true } });
    for (const side of ['bot', 'worker']) {
      const policy = JSON.stringify(named(manifests, 'NetworkPolicy', `irsa-doctor-${side}`).spec);
      expect(policy).toContain('"cidr":"0.0.0.0/0","except":["169.254.169.254/32"]');
      expect(policy.includes('169.254.170.23/32'), 'the Pod Identity agent').toBe(side === 'worker');
      expect(workloadsOf(manifests)[side]?.spec.template.spec.containers[0].env).toContainEqual({
        name: 'AWS_EC2_METADATA_DISABLED',
        value: 'true',
      });
    }
  });

  it.each(['bot', 'worker'] as const)(
    'starts the %s anew when the file changes, which is read once',
    async (side) => {
      const annotationsOf = async (config: object) =>
        workloadsOf(await render({ ...least, config }))[side]?.spec.template.metadata.annotations;
      expect(await annotationsOf({ clusters: [cluster] })).not.toEqual(await annotationsOf({}));
      const { annotations } =
        workloadsOf(await render({ ...least, config: {}, prove: true }))[side]?.spec.template.metadata ?? {};
      expect(annotations).not.toEqual(await annotationsOf({}));
      expect(await annotationsOf({ clusters: [cluster] })).toEqual(
        await annotationsOf({ clusters: [cluster] }),
      );
    },
  );

  it('leaves the number of workers to the autoscaler where there is one', async () => {
    const fixed = workloadsOf(await render(least));
    expect([fixed.bot?.spec.replicas, fixed.worker?.spec.replicas]).toEqual([2, 2]);
    for (const kind of ['keda', 'hpa']) {
      const manifests = await render({ ...least, autoscaling: { kind } });
      expect(workloadsOf(manifests).worker?.spec).not.toHaveProperty('replicas');
      const scaler = manifests.find(
        ({ kind: one }) => one === 'ScaledObject' || one === 'HorizontalPodAutoscaler',
      );
      expect(scaler?.spec).toMatchObject({ scaleTargetRef: { name: 'irsa-doctor-worker' } });
      const metric = /irsa_doctor_\w+/.exec(JSON.stringify(scaler))?.[0] ?? 'none';
      expect(sourceFiles().some((text) => text.includes(`'${metric}'`))).toBe(true);
    }
  });

  it('gives a pod longer to stop than running checks get to finish', async () => {
    const grace = /GRACE_MS = ([\d_]+)/.exec(sourceFiles().join('\n'))?.[1]?.replaceAll('_', '');
    for (const side of ['bot', 'worker']) {
      const pod = workloadsOf(await render(least))[side]?.spec.template.spec;
      expect(pod?.terminationGracePeriodSeconds).toBeGreaterThan(Number(grace) / 1000);
    }
  });

  it('keeps its own Redis on a disk, behind a password, and never lets it evict', async () => {
    const manifests = await render({ ...least, redis: { bundled: { enabled: true } } });
    const redis = workloadsOf(manifests).redis;
    expect(redis?.spec.template.spec.containers[0].args.join(' ')).toContain(
      '--appendonly yes --appendfsync everysec --maxmemory-policy noeviction --requirepass $(REDIS_PASSWORD)',
    );
    expect(redis?.spec.volumeClaimTemplates).toHaveLength(1);
    expect((await render(least)).filter(({ kind }) => kind === 'StatefulSet')).toEqual([]);
  });

  it.each([
    ['no image', {}, 'image.repository is missing'],
    ['an ingress in Socket Mode', { ...least, ingress: { enabled: true, host: 'x' } }, 'slack.mode http'],
    [
      'an ingress without a host',
      { ...least, slack: { mode: 'http' }, ingress: { enabled: true } },
      'ingress.host is missing',
    ],
    [
      'a service account that nobody names',
      { ...least, serviceAccount: { create: false } },
      'serviceAccount.name is missing',
    ],
  ])('says what to write for %s', async (_, values, sentence) => {
    await expect(render(values)).rejects.toThrow(sentence);
  });
});

interface Rule {
  readonly resources?: readonly string[];
}

/** Roles of a namespace cannot grant these. */
function isClusterScoped(resource: string): boolean {
  return ['namespaces', 'nodes'].includes(resource) || resource.endsWith('webhookconfigurations');
}

function sourceFiles(): readonly string[] {
  const source = join(ROOT, 'src');
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.startsWith('sandbox'))
    .map((file) => readFileSync(join(source, file), 'utf8'));
}
