import { describe, expect, it } from 'vitest';
import { RULES } from '../../../src/checker/rules/list.ts';
import { SCENARIOS, seededWorld } from '../../../src/sandbox/scenarios/list.ts';
import { roleNameOf, type Scenario } from '../../../src/sandbox/scenarios/scenario.ts';
import { clusterNamed, type World } from '../../../src/sandbox/world/world.ts';

/** What the parts of one scenario look like in its world. */
function look(world: World, one: Scenario) {
  const cluster = clusterNamed(world, one.cluster);
  const serviceAccount = cluster.serviceAccounts.find(
    ({ metadata }) => metadata.namespace === one.namespace && metadata.name === one.serviceAccount,
  );
  const pods = cluster.pods.filter(
    ({ metadata }) => metadata.namespace === one.namespace && metadata.labels?.app === one.serviceAccount,
  );
  const role = [...world.accounts.values()]
    .map((account) => account.roles.get(roleNameOf(one)))
    .find((found) => found !== undefined);
  const annotation = serviceAccount?.metadata.annotations?.['eks.amazonaws.com/role-arn'];
  return { cluster, serviceAccount, pods, role, annotation };
}

describe('the scenarios', () => {
  it('cover every rule, and name no other', () => {
    const broken = new Set(
      SCENARIOS.flatMap(({ breaks, warns, proves, shows }) =>
        [breaks, warns, proves, shows].filter((id) => typeof id === 'string'),
      ),
    );
    expect([...broken].sort()).toEqual(RULES.map(({ id }) => id).sort());
  });

  it('have ids of their own', () => {
    expect(new Set(SCENARIOS.map((one) => one.id)).size).toBe(SCENARIOS.length);
  });

  it('have a namespace each, so that none meets the pods of another', () => {
    const places = SCENARIOS.map((one) => `${one.cluster} ${one.namespace}`);
    expect(new Set(places).size).toBe(places.length);
  });

  it('put no role over another', () => {
    const names = SCENARIOS.map(roleNameOf);
    expect(new Set(names).size).toBe(names.length);
  });

  it('begin with payments/api for a newcomer to try', () => {
    const flagship = SCENARIOS.find((one) => one.namespace === 'payments');
    expect(flagship).toMatchObject({
      serviceAccount: 'api',
      cluster: 'prod-eu',
      breaks: 'trust.subject-mismatch',
      verdict: 'broken',
      prompt: '/irsa check payments/api',
    });
  });

  it('name the cluster in the prompt where it is not the usual one', () => {
    for (const one of SCENARIOS) {
      const target = `/irsa check ${one.namespace}/${one.serviceAccount}`;
      if (one.isTold && one.cluster === 'prod-eu') {
        expect(one.prompt).toBe(`@irsa ${one.error}`);
        continue;
      }
      expect(one.prompt).toBe(one.cluster === 'prod-eu' ? target : `${target} ${one.cluster}`);
    }
  });
});

describe('a seeded world', () => {
  it('is the same each time, and no other world changes with it', () => {
    const first = seededWorld();
    const second = seededWorld();
    expect(second).toEqual(first);
    first.faults.length = 0;
    first.accounts.clear();
    expect(seededWorld()).toEqual(second);
  });

  it('holds only what it is asked for', () => {
    const plain = SCENARIOS.filter((one) => one.id === 'plain');
    const world = seededWorld(plain);
    const namespaces = clusterNamed(world, 'prod-eu').pods.map((pod) => pod.metadata.namespace);
    // The Pod Identity agent is part of the cluster.
    expect(namespaces.filter((namespace) => namespace !== 'kube-system')).toEqual([
      'storefront',
      'storefront',
    ]);
    expect(world.faults).toEqual([]);
  });

  const world = seededWorld();
  const trust = SCENARIOS.filter((one) => one.isTrustPolicy);

  it.each(trust)('$id has everything right but the trust policy', (one) => {
    const { cluster, pods, role, annotation } = look(world, one);
    expect(annotation).toBe(role?.arn);
    expect(pods.length).toBeGreaterThan(0);
    for (const pod of pods) {
      const env = pod.spec.containers[0]?.env ?? [];
      expect(env).toContainEqual({ name: 'AWS_ROLE_ARN', value: annotation });
    }
    const providerArn = `arn:aws:iam::${role?.arn.split(':')[4]}:oidc-provider/${cluster.issuer?.slice(8)}`;
    const account = world.accounts.get(role?.arn.split(':')[4] ?? '');
    expect(account?.providers.get(providerArn)?.clientIds).toContain('sts.amazonaws.com');
    const policies = SCENARIOS.filter((other) => other.id === 'plain').map(
      (other) => look(world, other).role,
    );
    expect(role?.trustPolicy).not.toBe(policies[0]?.trustPolicy);
  });

  const isAssociated = ({ cluster, namespace }: Scenario): boolean =>
    clusterNamed(world, cluster).associations.some((one) => one.namespace === namespace);
  const works = SCENARIOS.filter(
    (one) => one.breaks === null && !isAssociated(one) && one.id !== 'own-prefix',
  );

  it.each(works)('$id has a trust policy for exactly its service account', (one) => {
    const { cluster, role, annotation } = look(world, one);
    expect(annotation).toBe(role?.arn);
    const host = cluster.issuer?.slice('https://'.length);
    expect(JSON.parse(role?.trustPolicy ?? '').Statement).toEqual([
      {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::${role?.arn.split(':')[4]}:oidc-provider/${host}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            [`${host}:sub`]: `system:serviceaccount:${one.namespace}:${one.serviceAccount}`,
            [`${host}:aud`]: 'sts.amazonaws.com',
          },
        },
      },
    ]);
  });

  it('leaves pods without identity where they should have none', () => {
    for (const id of ['annotation-missing', 'other-service-account', 'opted-out', 'older-than-annotation']) {
      const one = SCENARIOS.find((other) => other.id === id);
      const pods = one === undefined ? [] : look(world, one).pods;
      expect(pods.length, id).toBeGreaterThan(0);
      for (const pod of pods) expect(pod.spec.containers[0]?.env, id).toBeUndefined();
    }
  });
});
