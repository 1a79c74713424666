import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPlace, type Place } from './place.ts';
import { ended, startProgram } from './run-program.ts';

let place: Place;
beforeAll(async () => {
  place = await openPlace();
});
afterAll(() => place?.close());

const once = (text: string) =>
  ended(
    startProgram(['demo', '--once', text], {
      cwd: place.directory,
      env: { TMPDIR: place.directory },
      limitMs: 90_000,
    }),
  );

describe('demo --once', () => {
  it('types the text as a user would, prints the thread as it ends up, and leaves nothing behind', async () => {
    const ran = await once('/irsa check payments/api');
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    expect(ran.stdout).toContain('system:serviceaccount:payments:api');
    expect(ran.stdout).toContain('[Get corrected policy');
    expect(await readdir(place.directory)).toEqual([]);
  }, 100_000);

  it('says to the bot itself what is neither a command nor a mention', async () => {
    const ran = await once('check payments/api');
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    expect(ran.stdout).toContain('system:serviceaccount:payments:api');
  }, 100_000);
});
