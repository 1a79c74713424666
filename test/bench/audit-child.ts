import { composeChecker } from '../../src/compose-checker.ts';
import { loadConfig } from '../../src/config.ts';

/** One audit in a process of its own, so that its memory is its own. Prints a line of JSON. */
const loaded = loadConfig(process.env, 'checker');
if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
const checker = composeChecker(loaded.config);
try {
  const startedAt = performance.now();
  const outcome = await checker.audit(
    { cluster: null, namespace: null },
    () => {},
    AbortSignal.timeout(300_000),
  );
  const ms = performance.now() - startedAt;
  if (outcome.kind !== 'audit') throw new Error(outcome.message);
  const { counts, serviceAccounts } = outcome.audit;
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  process.stdout.write(
    `${JSON.stringify({
      ms,
      serviceAccounts: serviceAccounts.length,
      broken: counts.broken,
      unknown: counts.unknown,
      healthy: counts.healthy,
      maxRssMb: maxRSS / 1024,
      cpuMs: (userCPUTime + systemCPUTime) / 1000,
    })}\n`,
  );
} finally {
  await checker.close();
}
