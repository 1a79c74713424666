import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const SOURCE = join(import.meta.dirname, '../src');

/** What each room may import of the others; packages stand for themselves. `program` is what lies in src itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  checker: [],
  intake: ['checker'],
  sources: ['checker'],
  queue: ['checker', 'intake'],
  render: ['checker'],
  slack: ['checker', 'intake', 'queue', 'render'],
  sandbox: ['checker'],
  operations: ['checker', 'sources', 'queue', 'slack', 'render'],
  cli: ['checker', 'intake', 'render', 'sandbox', 'operations', 'program'],
  program: ['checker', 'sources', 'queue', 'slack', 'operations', 'cli'],
};

/** Packages that belong to one room alone. */
const OWNED: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(bullmq|ioredis|@electric-sql\/pglite)/, ['queue']],
  [/^(@aws-sdk\/|@smithy\/|@aws-crypto\/|@kubernetes\/)/, ['sources']],
  [/^@slack\/(bolt|web-api)/, ['slack']],
  [/^commander$/, ['cli']],
  [/^(prom-client|@opentelemetry\/)/, ['operations']],
];

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
);

describe('the rooms', () => {
  it.each(files)('%s imports only what its room may', (file) => {
    const room = roomOf(file);
    for (const specifier of importsOf(file)) {
      if (specifier.startsWith('.')) {
        const other = roomOf(relative(SOURCE, normalize(join(SOURCE, dirname(file), specifier))));
        if (other !== room) expect(MAY_IMPORT[room], `${file} imports ${specifier}`).toContain(other);
        continue;
      }
      for (const [pattern, owners] of OWNED) {
        if (pattern.test(specifier)) expect(owners, `${file} imports ${specifier}`).toContain(room);
      }
      if (room === 'checker')
        expect.fail(`${file} imports the package ${specifier}; the checker stands alone`);
    }
  });

  it.each(files)('%s is one idea, not a catalogue', (file) => {
    expect(readFileSync(join(SOURCE, file), 'utf8').split('\n').length).toBeLessThanOrEqual(300);
  });

  it('puts no timeout into AbortSignal.any, which may never let it go: that is what inTime is for', () => {
    const forgetful = files.filter((file) =>
      /AbortSignal\.any\([^)]*AbortSignal\.timeout/.test(readFileSync(join(SOURCE, file), 'utf8')),
    );
    expect(forgetful).toEqual([]);
  });

  it('reads the environment in one place', () => {
    const readers = files.filter((file) => /process\.env\b/.test(readFileSync(join(SOURCE, file), 'utf8')));
    expect(readers).toEqual(['main.ts']);
  });
});

function roomOf(file: string): string {
  return file.includes('/') ? (file.split('/')[0] ?? '') : 'program';
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(SOURCE, file), 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].flatMap(([, specifier]) => specifier ?? []);
}
