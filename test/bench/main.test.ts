import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';

const bench = async (...names: readonly string[]) => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...names], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 15_000,
  });
  const ended = once(child, 'exit');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [status] = await ended;
  return { status, stdout, stderr };
};

describe('npm run bench', () => {
  it('says which benchmarks there are when it is asked for another', async () => {
    const { status, stdout, stderr } = await bench('ack', 'nonsense');
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toBe(
      'There is no benchmark nonsense; there is trust, audit, ack, answer, throughput, memory, start-up.\n',
    );
  });
});
