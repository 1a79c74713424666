import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const SOURCE = join(import.meta.dirname, '../src');

/** What takes long to load or much memory: a command or a process that does not need it must not pay for it. */
const AWS_AND_KUBERNETES = ['@kubernetes/client-node', '@aws-sdk/client-iam', '@aws-sdk/client-eks'];
const QUEUE = ['bullmq', 'ioredis'];
const DATABASE = '@electric-sql/pglite';
const SLACK_APP = '@slack/bolt';
const TRACES = '@opentelemetry/sdk-trace';

describe('the packages that are loaded', () => {
  it('for help and version are those of the command line alone', () => {
    expect(packagesOf('cli/program.ts')).toEqual(['commander']);
  });

  it('for a check are neither the queue nor Slack', () => {
    const packages = packagesOf('cli/check.ts');
    expect(packages).toEqual(expect.arrayContaining(AWS_AND_KUBERNETES));
    expectNone(packages, [...QUEUE, DATABASE, SLACK_APP, '@slack/web-api', 'prom-client', TRACES]);
  });

  it('for trust policies are no clients of anything', () => {
    const packages = [...packagesOf('cli/trust-eval.ts'), ...packagesOf('cli/trust-fix.ts')];
    expectNone(packages, [...AWS_AND_KUBERNETES, ...QUEUE, DATABASE, SLACK_APP]);
  });

  it('for a bot on Redis are neither the clients of AWS and Kubernetes nor the database', () => {
    const packages = packagesOf('cli/serve.ts', 'slack/app.ts', 'queue/redis-backend.ts');
    expect(packages).toEqual(expect.arrayContaining([SLACK_APP, ...QUEUE]));
    expectNone(packages, [...AWS_AND_KUBERNETES, DATABASE, TRACES]);
  });

  it('for a worker on Redis are neither the Slack app nor the database', () => {
    const answering = ['sources/cluster-directory.ts', 'compose-knowing.ts'];
    const packages = packagesOf('cli/serve.ts', ...answering, 'queue/redis-backend.ts');
    expect(packages).toEqual(expect.arrayContaining([...AWS_AND_KUBERNETES, ...QUEUE]));
    expectNone(packages, [SLACK_APP, DATABASE, TRACES]);
  });

  it('for the embedded queue are those of its database', () => {
    expect(packagesOf('queue/embedded-backend.ts')).toContain(DATABASE);
  });
});

function expectNone(packages: readonly string[], unwanted: readonly string[]): void {
  expect(unwanted.filter((one) => packages.includes(one))).toEqual([]);
}

/** The packages that loading these files loads at once, sorted; what is imported later, when it is needed, does not count. */
function packagesOf(...entries: readonly string[]): readonly string[] {
  const packages = new Set<string>();
  const seen = new Set<string>();
  const open = [...entries];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    for (const specifier of loadedBy(file)) {
      if (specifier.startsWith('.')) open.push(normalize(join(dirname(file), specifier)));
      else if (!specifier.startsWith('node:')) packages.add(specifier);
    }
  }
  return [...packages].sort();
}

function loadedBy(file: string): readonly string[] {
  const text = readFileSync(join(SOURCE, file), 'utf8');
  const imports = text.matchAll(/^(?:import|export)(?! type)\b[^;]*?from '([^']+)'/gm);
  return [...imports].flatMap(([, specifier]) => specifier ?? []);
}
