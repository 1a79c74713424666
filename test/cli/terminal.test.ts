import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CloudPlace, openCloudPlace } from './place.ts';
import { ended, MAIN } from './run-program.ts';

const COLOR = '\u001b[';
const hasScript =
  process.platform === 'linux' && spawnSync('script', ['--version'], { stdio: 'ignore' }).status === 0;
const NO_SCRIPT = 'needs the script of util-linux to make a terminal';

let place: CloudPlace;
beforeAll(async () => {
  place = await openCloudPlace();
});
afterAll(() => place?.close());

/** Runs the program in a terminal of so many columns. The two streams of a terminal are one. */
async function runInTerminal(args: string, env: Record<string, string> = {}, columns = 80) {
  const command = `stty cols ${columns}; exec '${process.execPath}' '${MAIN}' ${args}`;
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    cwd: place.directory,
    env: { PATH: process.env.PATH ?? '', TERM: 'xterm', HOME: place.directory, ...place.env, ...env },
    timeout: 18_000,
    killSignal: 'SIGKILL',
  });
  const { status, stdout } = await ended(child);
  return { status, shown: stdout.replaceAll('\r\n', '\n') };
}

describe('in a terminal', () => {
  it('the answer has colour and fits the width', async ({ skip }) => {
    skip(!hasScript, NO_SCRIPT);
    const { status, shown } = await runInTerminal('check payments/api', {}, 60);
    expect(status).toBe(1);
    expect(shown).toContain(COLOR);
    const plain = stripVTControlCharacters(shown);
    const sentence = plain.split('\n\n').find((part) => part.startsWith('payments/api on prod-eu is broken'));
    expect(sentence?.split('\n').length).toBeGreaterThan(1);
    for (const line of sentence?.split('\n') ?? []) expect(line.length).toBeLessThanOrEqual(60);
  });

  it('is as wide as usual where the terminal does not know its width', async ({ skip }) => {
    skip(!hasScript, NO_SCRIPT);
    const { shown } = await runInTerminal('check storefront/web', { NO_COLOR: '1' }, 0);
    expect(shown).toMatch(/^storefront\/web on prod-eu can assume role storefront-web\.$/m);
  });

  it.skipIf(!hasScript).each([
    ['NO_COLOR', { NO_COLOR: '1' }],
    ['a terminal that has none', { TERM: 'dumb' }],
  ])('there is no colour with %s', async (_why, env) => {
    const { status, shown } = await runInTerminal('check storefront/web', env);
    expect(status).toBe(0);
    expect(shown).toContain('✓ Healthy  storefront/web on prod-eu');
    expect(shown).not.toContain(COLOR);
  });

  it('whoever is waited for is told to paste', async ({ skip }) => {
    skip(!hasScript, NO_SCRIPT);
    const { shown } = await runInTerminal('explain --parse-only', { NO_COLOR: '1' });
    expect(shown).toMatch(/^Paste the text, then press Enter and Ctrl-D\.$/m);
  });
});

describe('what cannot be written', () => {
  it('is a failure with a reason, as on a full disk', async ({ skip }) => {
    skip(process.platform !== 'linux', 'needs the /dev/full of Linux');
    const full = await open('/dev/full', 'w');
    try {
      const child = spawn(process.execPath, [MAIN, 'explain', '--parse-only'], {
        cwd: place.directory,
        env: { PATH: process.env.PATH ?? '' },
        stdio: ['ignore', full.fd, 'pipe'],
        timeout: 18_000,
        killSignal: 'SIGKILL',
      });
      const { stderr } = child;
      if (stderr === null) throw new Error('start it with a pipe');
      const exited = once(child, 'exit');
      expect(await text(stderr)).toMatch(/^The result cannot be written to standard output: ENOSPC.*\n$/);
      await exited;
      expect(child.exitCode).toBe(4);
    } finally {
      await full.close();
    }
  });

  it('keeps the status of the verdict where the reader is gone before the answer comes', async () => {
    const child = spawn(process.execPath, [MAIN, 'check', 'payments/api'], {
      cwd: place.directory,
      env: { PATH: process.env.PATH ?? '', ...place.env },
      timeout: 18_000,
      killSignal: 'SIGKILL',
    });
    const exited = once(child, 'exit');
    child.stdout.destroy();
    expect(await text(child.stderr)).toBe('');
    await exited;
    expect(child.exitCode).toBe(1);
  });
});
