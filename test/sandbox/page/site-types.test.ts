import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');

it('the browser’s half of the page keeps to the types of the server’s half', {
  timeout: 60_000,
}, async () => {
  const compiler = join(ROOT, 'node_modules/.bin/tsc');
  const { stdout } = await promisify(execFile)(compiler, ['-p', join(ROOT, 'src/sandbox/page/site')]);
  expect(stdout).toBe('');
});
