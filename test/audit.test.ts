import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diagnoseSwept } from '../src/checker/audit/audit.ts';
import { startSweep } from '../src/checker/audit/sweep.ts';
import { sweptPorts } from '../src/checker/audit/swept-ports.ts';
import type { ClusterPorts } from '../src/checker/ports.ts';
import type { Audit } from '../src/checker/vocabulary/audit.ts';
import { type Checker, composeChecker } from '../src/compose-checker.ts';
import { loadConfig } from '../src/config.ts';
import { type Cloud, startCloud } from '../src/sandbox/cloud.ts';
import { SCENARIOS, seededWorld } from '../src/sandbox/scenarios/list.ts';
import { createClusterDirectory, type SourceDirectory } from '../src/sources/cluster-directory.ts';

let cloud: Cloud;
let checker: Checker;
let sources: SourceDirectory;
let directory: string;
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
  directory = await mkdtemp(join(tmpdir(), 'irsa-doctor-audit-'));
  cloud = await startCloud(seededWorld());
  await writeFile(join(directory, 'kubeconfig'), cloud.kubeconfig);
  await writeFile(join(directory, 'irsa-doctor.yaml'), cloud.settings);
  // The AWS SDK looks into the environment by itself; every test file has a process of its own.
  Object.assign(process.env, cloud.environment);
  const loaded = loadConfig(
    { KUBECONFIG: join(directory, 'kubeconfig'), IRSA_DOCTOR_CONFIG: join(directory, 'irsa-doctor.yaml') },
    'checker',
  );
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  checker = composeChecker(loaded.config);
  sources = createClusterDirectory(loaded.config.sources);
  for (const cluster of CLUSTERS) {
    const outcome = await checker.audit({ cluster, namespace: null }, () => {}, AbortSignal.timeout(30_000));
    if (outcome.kind !== 'audit') throw new Error(outcome.message);
    audits.set(cluster, outcome.audit);
    const { signal } = new AbortController();
    const opened = await sources.open(cluster, signal);
    if (!opened.ok) throw new Error(opened.message);
    swept.set(
      cluster,
      sweptPorts(opened.ports, await startSweep(opened.ports, null, { ...options, signal })),
    );
  }
});

afterAll(async () => {
  await sources?.close();
  await checker?.close();
  await cloud?.close();
  await rm(directory, { recursive: true, force: true });
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
