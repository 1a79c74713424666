import type { BenchLine } from './bench-line.ts';
import { tableOf } from './table.ts';

type Suite = () => Iterable<BenchLine> | AsyncIterable<BenchLine>;

/** Every suite by its name. A suite yields its figures line by line, ratios first. */
const SUITES: Readonly<Record<string, () => Promise<Suite>>> = {
  trust: async () => (await import('./trust.ts')).benchTrust,
  audit: async () => (await import('./audit.ts')).benchAudit,
  ack: async () => (await import('./ack.ts')).benchAck,
  answer: async () => (await import('./answer.ts')).benchAnswer,
  throughput: async () => (await import('./throughput.ts')).benchThroughput,
  memory: async () => (await import('./memory.ts')).benchMemory,
  'start-up': async () => (await import('./start-up.ts')).benchStartUp,
};
/** Prints tables for docs/performance.md in place of JSON lines. */
const TABLE = '--table';

// What a suite has started ends with this process, and an ending by a signal is none that it would hear of.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const words = process.argv.slice(2);
const asked = words.filter((word) => word !== TABLE);
const unknown = asked.filter((name) => !Object.hasOwn(SUITES, name));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no benchmark ${unknown.join(', ')}; there is ${Object.keys(SUITES).join(', ')}.\n`,
  );
  process.exitCode = 2;
} else {
  const names = Object.keys(SUITES).filter((name) => asked.length === 0 || asked.includes(name));
  for (const name of names) await run(name, words.includes(TABLE));
}

async function run(name: string, isTable: boolean): Promise<void> {
  const suite = await SUITES[name]?.();
  const lines: BenchLine[] = [];
  for await (const line of suite?.() ?? []) {
    lines.push(line);
    if (!isTable) process.stdout.write(`${JSON.stringify(line)}\n`);
  }
  if (isTable) process.stdout.write(`\n${name}\n\n${tableOf(lines)}`);
}
