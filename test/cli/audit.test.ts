import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { associatedWorld } from '../associated-world.ts';
import { type CloudPlace, openCloudPlace } from './place.ts';

const verdict = z.enum(['broken', 'unknown', 'at-risk', 'healthy']);
/** What docs/auditing.md promises, and nothing else. */
const auditSchema = z.strictObject({
  schema: z.literal('irsa-doctor/audit/v1'),
  verdict,
  cluster: z.string(),
  region: z.string().nullable(),
  accountId: z.string().nullable(),
  namespace: z.string().nullable(),
  isWhole: z.boolean(),
  counts: z.record(verdict, z.number()),
  causes: z.array(z.strictObject({ id: z.string(), title: z.string(), verdict, count: z.number() })),
  serviceAccounts: z.array(
    z.strictObject({
      namespace: z.string(),
      serviceAccount: z.string(),
      identity: z.enum(['role-annotation', 'pod-identity', 'both', 'stray']),
      verdict,
      cause: z.string().nullable(),
      summary: z.string(),
      roleArn: z.string().nullable(),
      problems: z.array(z.string()),
      fix: z.string().nullable(),
    }),
  ),
  unread: z.array(
    z.strictObject({
      source: z.string(),
      subject: z.string(),
      reason: z.string(),
      permission: z.string().nullable(),
    }),
  ),
  calls: z.array(z.strictObject({ api: z.string(), ms: z.number(), outcome: z.string() })),
  durationMs: z.number(),
});

let place: CloudPlace;
beforeAll(async () => {
  place = await openCloudPlace();
});
afterAll(() => place?.close());

describe('audit', () => {
  it('prints JSON of the documented schema and ends with the status of the worst', async () => {
    const { status, stdout, stderr } = await place.run(['audit', '--output', 'json']);
    const said = auditSchema.parse(JSON.parse(stdout));
    expect(status).toBe(1);
    expect(said).toMatchObject({ verdict: 'broken', cluster: 'prod-eu', namespace: null, isWhole: true });
    const rank = ['broken', 'unknown', 'at-risk', 'healthy'];
    const ranks = said.serviceAccounts.map((one) => rank.indexOf(one.verdict));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect(new Set(ranks).size).toBe(4);
    expect(stderr).toMatch(/^Read service accounts: \d+\.$/m);
    expect(stdout).not.toContain('Read service accounts');
  });

  it('prints a table of one namespace where nothing else is asked for', async () => {
    const { status, stdout } = await place.run(['audit', '--namespace', 'payments']);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^✗ Broken {2}namespace payments of prod-eu\n/);
    expect(stdout).toMatch(/^✗ Broken +payments\/api +trust\.subject-mismatch +payments-api$/m);
    expect(stdout).not.toContain('checkout/cart');
  });

  it('prints CSV of another cluster', async () => {
    const { stdout } = await place.run(['audit', '--cluster', 'edge', '--output', 'csv']);
    expect(stdout.split('\n')[1]).toMatch(/^kiosk,uploader,broken,cluster\.no-issuer,/);
  });

  it('ends well where all are healthy', async () => {
    const { status, stdout } = await place.run(['audit', '-n', 'wiki']);
    expect(stdout).toMatch(/^✓ Healthy/);
    expect(status).toBe(0);
  });

  it('asks AWS about no service account by itself', async () => {
    const before = place.cloud.requests.length;
    await place.run(['audit', '--cluster', 'prod-eu', '-o', 'json']);
    const requests = place.cloud.requests.slice(before);
    const count = (action: string) => requests.filter((one) => one.action === action).length;
    expect(count('GetRole')).toBe(0);
    expect(count('DescribeCluster')).toBe(1);
    expect(count('ListPodIdentityAssociations')).toBe(1);
    // One for each account that is named.
    expect(count('ListRoles')).toBe(2);
    expect(count('GetOpenIDConnectProvider')).toBe(2);
    expect(requests.filter(({ service }) => service === 'kubernetes')).toHaveLength(4);
  });

  it.each([5, 50])('reads the roles of %i associations only when it is told to', async (count) => {
    const associated = await openCloudPlace(associatedWorld(count));
    const { cloud, run } = associated;
    const asked = ['audit', '--cluster', 'prod-eu', '-o', 'json'];
    const callsOf = async (args: readonly string[]) => {
      const before = cloud.requests.length;
      const { status, stdout } = await run(args);
      const aws = cloud.requests.slice(before).filter(({ service }) => service !== 'kubernetes');
      return {
        status,
        said: auditSchema.parse(JSON.parse(stdout)),
        actions: aws.map(({ action }) => action),
      };
    };
    try {
      const plain = await callsOf(asked);
      expect(plain.actions.sort()).toEqual([
        'DescribeCluster',
        'GetCallerIdentity',
        'ListPodIdentityAssociations',
      ]);
      expect(plain).toMatchObject({ status: 3, said: { verdict: 'unknown', counts: { unknown: count } } });
      expect(plain.said.unread.map(({ subject }) => subject)).toEqual([
        `roles of ${count} service accounts with a Pod Identity association`,
      ]);
      const told = await callsOf([...asked, '--associations']);
      const described = told.actions.filter((action) => action === 'DescribePodIdentityAssociation');
      expect(described).toHaveLength(count);
      expect(told).toMatchObject({ status: 0, said: { counts: { healthy: count }, unread: [] } });
    } finally {
      await associated.close();
    }
  });

  it('says below the table how to have the roles of associations read, once for all of them', async () => {
    const associated = await openCloudPlace(associatedWorld(3));
    try {
      const { stdout } = await associated.run(['audit']);
      const told = stdout.replace(/\s+/g, ' ');
      expect(stdout).toMatch(/^ +3 {2}pod-identity\.role-missing {2}Not known: /m);
      expect(told).toContain(
        'The roles of 3 service accounts with a Pod Identity association were not read: ',
      );
      expect(told.split('irsa-doctor audit --associations')).toHaveLength(2);
    } finally {
      await associated.close();
    }
  });

  it.each([
    [['audit', '-n', 'nowhere'], /has no namespace nowhere/],
    [['audit', '-n', 'payments/api'], /an audit is of a namespace/],
    [['audit', '-n', 'Payments'], /has capital letters/],
    [['audit', '-o', 'xml'], /table, json, csv/],
    [['audit', 'payments'], /too many arguments/],
  ])('%j is wrong usage, told in a sentence', async (args, expected) => {
    const { status, stdout, stderr } = await place.run(args);
    expect(stderr).toMatch(expected);
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });
});
