import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ClusterPorts } from '../../src/checker/ports.ts';
import { createClusterDirectory } from '../../src/sources/cluster-directory.ts';
import type { SourceSettings } from '../../src/sources/settings.ts';
import {
  assumedRole,
  CREDENTIALS,
  callerIdentity,
  cluster,
  eksError,
  ISSUER,
  OWN_ACCOUNT,
  role,
} from './aws-wire.ts';
import { json, type Loopback, type Received, type Reply, startLoopback } from './loopback.ts';
import { selfSigned } from './self-signed.ts';

const never = new AbortController().signal;
const tls = selfSigned();
const account = { metadata: { name: 'api', namespace: 'payments' } };

let home: string;
let aws: Loopback;
let kubernetes: Loopback;
/** Answers of EKS by path; everything else is `cluster()`. */
let eks: (request: Received) => Reply;
const opened: { close(): Promise<void> }[] = [];

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'irsa-doctor-directory-'));
  eks = () => cluster();
  aws = await startLoopback((request) => {
    const action = request.form.get('Action');
    if (action === 'GetCallerIdentity') return callerIdentity();
    if (action === 'AssumeRole') return assumedRole('ASIAASSUMED');
    return action === 'GetRole' ? role() : eks(request);
  });
  kubernetes = await startLoopback(({ path }) =>
    path.startsWith('/.well-known/') ? json({ issuer: ISSUER }) : json(account),
  );
});

afterEach(async () => {
  for (const one of opened.splice(0)) {
    await one.close();
    await one.close();
  }
  await kubernetes.close();
  await aws.close();
  rmSync(home, { recursive: true, force: true });
});

function directory(settings: Partial<SourceSettings> = {}, now: () => number = Date.now) {
  const created = createClusterDirectory(
    {
      clusters: [],
      accounts: {},
      kubeconfigPath: null,
      aws: { endpoint: aws.url, region: 'eu-west-1', credentials: CREDENTIALS },
      ...settings,
    },
    { places: { home, root: home }, now },
  );
  opened.push(created);
  return created;
}

async function ports(name: string | null, settings: Partial<SourceSettings>): Promise<ClusterPorts> {
  const result = await directory(settings).open(name, never);
  if (!result.ok) throw new Error(result.message);
  return result.ports;
}

function kubeconfig(context = 'local', server = kubernetes.url): { readonly kubeconfigPath: string } {
  const file = join(home, 'config');
  const config = {
    'current-context': context,
    contexts: [{ name: context, context: { cluster: 'c', user: 'u' } }],
    clusters: [{ name: 'c', cluster: { server } }],
    users: [{ name: 'u', user: { token: 'from-kubeconfig' } }],
  };
  writeFileSync(file, JSON.stringify(config));
  return { kubeconfigPath: file };
}

describe('a cluster of the kubeconfig', () => {
  it('is reached by plain HTTP too, and its EKS side by the name in its context', async () => {
    const arn = `arn:aws:eks:eu-west-1:${OWN_ACCOUNT}:cluster/prod-eu`;
    const cluster = await ports(null, kubeconfig(arn));
    expect(cluster.name).toBe('prod-eu');
    expect(await cluster.kubernetes.getServiceAccount('payments', 'api', never)).toMatchObject({
      state: 'known',
    });
    expect(kubernetes.received[0]?.headers.authorization).toBe('Bearer from-kubeconfig');
    expect(await cluster.eks.describeCluster(never)).toMatchObject({
      state: 'known',
      value: { issuer: ISSUER },
    });
    expect(await cluster.iam.getRole(OWN_ACCOUNT, 'payments-api', never)).toMatchObject({ state: 'known' });
  });

  it('has the typed name as its EKS name where nothing else tells', async () => {
    const cluster = await ports('prod-us', kubeconfig());
    await cluster.eks.describeCluster(never);
    expect(aws.received.map(({ path }) => path)).toEqual(['/clusters/prod-us']);
  });

  it('is opened once', async () => {
    const open = directory(kubeconfig());
    const [first, second] = [await open.open(null, never), await open.open('local', never)];
    expect(first.ok && second.ok && first.ports === second.ports).toBe(true);
  });

  it('says what to do where there is none, and finds it once it is there', async () => {
    const open = directory({ kubeconfigPath: join(home, 'config') });
    expect(await open.open(null, never)).toMatchObject({ ok: false, kind: 'environment' });
    kubeconfig();
    expect(await open.open(null, never)).toMatchObject({ ok: true });
  });

  it('is unknown by a name that is not in the file', async () => {
    const clusters = [{ name: 'prod', eks: null, kubernetes: { context: 'local' }, assumeRole: null }];
    expect(await directory({ ...kubeconfig(), clusters }).open('prdo', never)).toEqual({
      ok: false,
      kind: 'unknown-cluster',
      message: 'No cluster is called "prdo". Known: prod.',
    });
  });
});

describe('finding the EKS cluster of a context that does not name it', () => {
  function clusters(described: Record<string, Reply>): void {
    eks = ({ path, query }) => {
      const names = Object.keys(described);
      if (path !== '/clusters') return described[path.replace('/clusters/', '')] ?? eksError(404, 'X', 'x');
      return query.get('nextToken') === null
        ? json({ clusters: names.slice(0, 1), nextToken: 'more' })
        : json({ clusters: names.slice(1) });
    };
  }

  const named = (name: string, fields: object) =>
    cluster({ name, arn: `arn:aws:eks:eu-west-1:${OWN_ACCOUNT}:cluster/${name}`, ...fields });
  const anotherIssuer = {
    identity: { oidc: { issuer: 'https://oidc.eks.eu-west-1.amazonaws.com/id/OTHER' } },
  };

  it('matches the URL of the API server', async () => {
    clusters({
      other: named('other', anotherIssuer),
      wanted: named('wanted', { ...anotherIssuer, endpoint: `${kubernetes.url}/` }),
    });
    const cluster = await ports(null, kubeconfig());
    expect(await cluster.eks.describeCluster(never)).toMatchObject({
      state: 'known',
      value: { name: 'wanted' },
    });
  });

  it('matches the issuer where the API server goes by another address', async () => {
    clusters({ other: named('other', anotherIssuer), wanted: named('wanted', {}) });
    const cluster = await ports(null, kubeconfig());
    expect(await cluster.eks.describeCluster(never)).toMatchObject({
      state: 'known',
      value: { name: 'wanted' },
    });
  });

  it('says how to name it where none matches, and does not search again at once', async () => {
    clusters({ other: named('other', anotherIssuer) });
    const cluster = await ports(null, kubeconfig());
    expect(await cluster.eks.describeCluster(never)).toMatchObject({
      state: 'unreadable',
      cause: 'failed',
      reason: expect.stringMatching(/no EKS cluster in eu-west-1 has this API server: name the cluster/),
    });
    const calls = aws.received.length;
    await cluster.eks.listPodIdentityAssociations('payments', 'api', never);
    expect(aws.received).toHaveLength(calls);
  });

  it('names the permission that the search needs', async () => {
    eks = () => eksError(403, 'AccessDeniedException', 'no');
    const cluster = await ports(null, kubeconfig());
    expect(await cluster.eks.describeCluster(never)).toMatchObject({
      cause: 'denied',
      permission: 'eks:ListClusters on *',
    });
  });

  it('passes over a cluster that it may not describe', async () => {
    clusters({ secret: eksError(403, 'AccessDeniedException', 'no'), wanted: named('wanted', {}) });
    const cluster = await ports(null, kubeconfig());
    expect(await cluster.eks.describeCluster(never)).toMatchObject({
      state: 'known',
      value: { name: 'wanted' },
    });
  });

  it('names that cluster where no other is the one', async () => {
    clusters({ secret: eksError(403, 'AccessDeniedException', 'no'), other: named('other', anotherIssuer) });
    const cluster = await ports(null, kubeconfig());
    expect(await cluster.eks.describeCluster(never)).toMatchObject({
      state: 'unreadable',
      permission: 'eks:DescribeCluster on cluster secret',
    });
  });

  it('stops when the signal aborts', async () => {
    eks = () => 'hang';
    const cluster = await ports(null, kubeconfig());
    expect(await cluster.eks.describeCluster(AbortSignal.timeout(200))).toMatchObject({
      state: 'unreadable',
      reason: 'no answer came in time',
    });
  });
});

describe('a cluster reached by EKS credentials', () => {
  const settings = {
    clusters: [
      {
        name: 'prod',
        eks: { name: 'prod-eu', region: 'eu-west-1' },
        kubernetes: { auth: 'eks' as const },
        assumeRole: 'arn:aws:iam::444455556666:role/irsa-doctor-read',
      },
    ],
  };

  it('goes to the endpoint of EKS, trusts its authority and shows a signed token', async ({ skip }) => {
    if (tls === null) return skip('needs openssl on the PATH');
    const server = await startLoopback(() => json(account), tls);
    opened.push(server);
    const data = Buffer.from(tls.cert).toString('base64');
    eks = () => cluster({ endpoint: server.url, certificateAuthority: { data } });
    const { kubernetes: port } = await ports('prod', settings);
    const pieces = await Promise.all([
      port.getServiceAccount('payments', 'api', never),
      port.getServiceAccount('payments', 'api', never),
    ]);
    expect(pieces).toMatchObject([{ state: 'known' }, { state: 'known' }]);
    const bearer = server.received[0]?.headers.authorization ?? '';
    const url = new URL(Buffer.from(bearer.replace('Bearer k8s-aws-v1.', ''), 'base64url').toString());
    expect(url.host).toBe('sts.eu-west-1.amazonaws.com');
    expect(url.searchParams.get('X-Amz-Credential')).toMatch(/^ASIAASSUMED\//);
    expect(aws.received.filter(({ path }) => path === '/clusters/prod-eu')).toHaveLength(1);
  });

  it('makes a new token before the old one ends, and not sooner', async () => {
    let now = Date.parse('2026-03-04T05:00:00Z');
    eks = () => cluster({ endpoint: kubernetes.url });
    const result = await directory(settings, () => now).open('prod', never);
    if (!result.ok) throw new Error(result.message);
    for (const minutes of [0, 12, 1.5]) {
      now += minutes * 60_000;
      await result.ports.kubernetes.getServiceAccount('payments', 'api', never);
    }
    const tokens = kubernetes.received.map(({ headers }) => headers.authorization);
    expect(tokens[1]).toBe(tokens[0]);
    expect(tokens[2]).not.toBe(tokens[0]);
  });

  it('does not talk to a server of another authority', async ({ skip }) => {
    if (tls === null) return skip('needs openssl on the PATH');
    const server = await startLoopback(() => json(account), tls);
    opened.push(server);
    eks = () => cluster({ endpoint: server.url });
    const { kubernetes: port } = await ports('prod', settings);
    expect(await port.getServiceAccount('payments', 'api', never)).toMatchObject({
      state: 'unreadable',
      cause: 'failed',
      reason: expect.stringMatching(/TLS certificate.*not trusted/),
    });
    expect(server.received).toEqual([]);
  });

  it.each<[string, Reply, object]>([
    [
      'may not be described',
      eksError(403, 'AccessDeniedException', 'no'),
      {
        cause: 'denied',
        permission: expect.stringMatching(/^eks:DescribeCluster on /),
        reason: 'its endpoint is not known: no',
      },
    ],
    [
      'does not exist',
      eksError(404, 'ResourceNotFoundException', 'x'),
      { reason: 'EKS has no such cluster' },
    ],
    [
      'is being created',
      cluster({ endpoint: undefined }),
      { reason: 'EKS tells no endpoint of the cluster' },
    ],
  ])('is unreadable where the cluster %s', async (_name, reply, expected) => {
    eks = () => reply;
    const { kubernetes: port } = await ports('prod', settings);
    expect(await port.listPods('payments', never)).toMatchObject({ state: 'unreadable', ...expected });
  });
});
