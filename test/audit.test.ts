import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diagnoseSwept } from '../src/checker/audit/audit.ts';
import { createSingleReads } from '../src/checker/audit/single-reads.ts';
import { startSweep } from '../src/checker/audit/sweep.ts';
import { sweptPorts } from '../src/checker/audit/swept-ports.ts';
import type { ClusterPorts } from '../src/checker/ports.ts';
import type { Audit } from '../src/checker/vocabulary/audit.ts';
import { type Checker, composeChecker } from '../src/compose-checker.ts';
import { SCENARIOS, seededWorld } from '../src/sandbox/scenarios/list.ts';
import { createClusterDirectory, type SourceDirectory } from '../src/sources/cluster-directory.ts';
import { type SettledCloud, settleIn } from './settled-cloud.ts';

let settled: SettledCloud;
let checker: Checker;
let sources: SourceDirectory;
const audits = new Map<string, Audit>();
const swept = new Map<string, ClusterPorts>();

const CLUSTERS = [...new Set(SCENARIOS.map(({ cluster }) => cluster))];
const options = {
  limitMs: 20_000,
  now: () => performance.now(),
  epochMs: Date.now(),
  onProgress: () => {},
};
/** Only the read of the one role is hindered, which an audit does not make. */
const HINDERED = ['role-unreadable', 'role-stalled'];

beforeAll(async () => {
  settled = await settleIn(seededWorld());
  checker = composeChecker(settled.config, { associations: true });
  sources = createClusterDirectory(settled.config.sources);
  for (const cluster of CLUSTERS) {
    const outcome = await checker.audit({ cluster, namespace: null }, () => {}, AbortSignal.timeout(30_000));
    if (outcome.kind !== 'audit') throw new Error(outcome.message);
    audits.set(cluster, outcome.audit);
    const { signal } = new AbortController();
    const opened = await sources.open(cluster, signal);
    if (!opened.ok) throw new Error(opened.message);
    swept.set(
      cluster,
      sweptPorts(
        opened.ports,
        await startSweep(opened.ports, null, { ...options, signal }),
        createSingleReads({ isToldTo: true }),
      ),
    );
  }
});

afterAll(async () => {
  await sources?.close();
  await checker?.close();
  await settled?.close();
});

describe('an audit of the clusters of every scenario', () => {
  const comparable = SCENARIOS.filter(({ id }) => !HINDERED.includes(id));
  it.each(comparable)('$id: comes to the verdict and the cause of a check', async (scenario) => {
    const { cluster, namespace, serviceAccount } = scenario;
    const target = { cluster, namespace, serviceAccount, pod: null };
    const checked = await checker.check(target, null, AbortSignal.timeout(30_000));
    const ports = swept.get(cluster);
    if (checked.kind !== 'diagnosis' || ports === undefined) throw new Error('the sandbox failed');
    const { verdict, cause, summary, findings } = checked.diagnosis;
    const audited = await diagnoseSwept(ports, { namespace, serviceAccount }, options);
    expect(audited.summary).toBe(summary);
    expect(audited).toMatchObject({ verdict, cause });
    expect(audited.findings.map(({ id, status }) => [id, status])).toEqual(
      findings.map(({ id, status }) => [id, status]),
    );
    const row = audits
      .get(cluster)
      ?.serviceAccounts.find((one) => one.namespace === namespace && one.serviceAccount === serviceAccount);
    if (row !== undefined) expect(row).toMatchObject({ verdict, cause, summary });
  });

  it('comes to the same or to unknown where it reads no roles of associations, and finds what has nothing to do with them', async () => {
    const reader = composeChecker(settled.config);
    const found = new Map<string, Audit['serviceAccounts'][number]>();
    try {
      for (const cluster of CLUSTERS) {
        const request = { cluster, namespace: null };
        const outcome = await reader.audit(request, () => {}, AbortSignal.timeout(30_000));
        if (outcome.kind !== 'audit') throw new Error(outcome.message);
        for (const row of outcome.audit.serviceAccounts)
          found.set(`${cluster} ${row.namespace} ${row.serviceAccount}`, row);
      }
    } finally {
      await reader.close();
    }
    const otherwise = new Set<string>();
    for (const [cluster, { serviceAccounts }] of audits) {
      for (const { namespace, serviceAccount, verdict, cause } of serviceAccounts) {
        const row = found.get(`${cluster} ${namespace} ${serviceAccount}`);
        if (row?.verdict === 'unknown' && verdict !== 'unknown')
          otherwise.add(`${namespace}/${serviceAccount}`);
        else expect(row, `${namespace}/${serviceAccount}`).toMatchObject({ verdict, cause });
      }
    }
    const known = (id: string) => {
      const { namespace, serviceAccount } = SCENARIOS.find((one) => one.id === id) ?? expect.fail(id);
      return !otherwise.has(`${namespace}/${serviceAccount}`);
    };
    expect(['agent-missing', 'agent-not-ready', 'node-without-agent'].filter(known)).toEqual([
      'agent-missing',
      'agent-not-ready',
      'node-without-agent',
    ]);
  });

  it('leaves out only service accounts without any sign of an identity', () => {
    const leftOut = SCENARIOS.filter(
      ({ cluster, namespace, serviceAccount }) =>
        !audits
          .get(cluster)
          ?.serviceAccounts.some(
            (one) => one.namespace === namespace && one.serviceAccount === serviceAccount,
          ),
    );
    expect(leftOut.map(({ id }) => id).sort()).toEqual([
      'annotated-elsewhere',
      'annotation-missing',
      'association-astray',
      'service-account-missing',
    ]);
  });
});
