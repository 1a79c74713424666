import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const ROOT = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** The instructions of the Dockerfile, continued lines put together, comments left out; stages begin with FROM. */
const instructions = read('Dockerfile')
  .split('\n')
  .filter((line) => !/^\s*#/.test(line))
  .join('\n')
  .replace(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => line.trim() !== '');
const last = instructions.slice(instructions.findLastIndex((line) => line.startsWith('FROM ')));
const argumentsOf = (lines: readonly string[], name: string): readonly string[] =>
  lines.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));

describe('the image', () => {
  it('is built from what .dockerignore lets through, and nothing else is', () => {
    const [everything, ...allowed] = read('.dockerignore').trim().split('\n');
    expect(everything).toBe('*');
    const copied = argumentsOf(instructions, 'COPY')
      .filter((line) => !line.startsWith('--from'))
      .flatMap((line) => line.split(' ').slice(0, -1));
    expect(allowed.map((line) => line.replace(/^!/, '')).sort()).toEqual(copied.sort());
  });

  it('runs on a Node.js that the package takes', () => {
    const { engines } = z
      .object({ engines: z.object({ node: z.string().startsWith('>=') }) })
      .parse(JSON.parse(read('package.json')));
    const bases = argumentsOf(instructions, 'FROM').map((line) => line.split(' ')[0]);
    expect(new Set(bases).size).toBe(1);
    const major = Number(/^node:(\d+)-/.exec(bases[0] ?? '')?.[1]);
    expect(major).toBeGreaterThanOrEqual(Number.parseInt(engines.node.slice(2), 10));
  });

  it('installs what the lock file says, runs no script of a package, and keeps no development package', () => {
    const commands = argumentsOf(instructions, 'RUN').join(' && ');
    for (const [command] of commands.matchAll(/npm \w+[^&]*/g)) expect(command).toContain('--ignore-scripts');
    expect(commands).toMatch(/npm ci .*npm prune --omit=dev/);
    expect(argumentsOf(last, 'COPY').filter((line) => !line.startsWith('--from=build /app/'))).toEqual([
      'LICENSE ./',
    ]);
  });

  it('runs as a user that is not root, by number, who owns nothing but the data', () => {
    expect(argumentsOf(last, 'USER')).toEqual(['1000:1000']);
    expect(last.join('\n')).not.toContain('--chown');
    expect(argumentsOf(last, 'RUN')).toEqual(['install -d -o node -g node -m 0700 /data']);
    expect(argumentsOf(last, 'ENV').join(' ')).toContain('IRSA_DOCTOR_DATA_DIR=/data');
  });

  it('starts the program directly, so that it hears SIGTERM', () => {
    expect(argumentsOf(last, 'ENTRYPOINT')).toEqual(['["node", "--max-semi-space-size=8", "dist/main.js"]']);
    expect(argumentsOf(last, 'CMD')).toEqual(['["start"]']);
    expect(JSON.parse(read('package.json'))).toMatchObject({ bin: { 'irsa-doctor': './dist/main.js' } });
  });
});
