import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CloudPlace, openCloudPlace } from './place.ts';
import { ended } from './run-program.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Within node_modules, where the built program finds its packages as it does when it is installed. */
const CACHE = join(ROOT, 'node_modules/.cache');
const MACHINE_NODE = '/usr/bin/node';

let place: CloudPlace;
let bin: string;
let built: string;
let main: string;
beforeAll(async () => {
  place = await openCloudPlace();
  bin = join(place.directory, 'bin');
  await mkdir(bin);
  await mkdir(CACHE, { recursive: true });
  built = await mkdtemp(join(CACHE, 'irsa-doctor-'));
  main = join(built, 'dist/main.js');
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json', '--outDir', join(built, 'dist')], {
    cwd: ROOT,
  });
  await cp(join(ROOT, 'package.json'), join(built, 'package.json'));
  // As npm does for what package.json calls a program.
  chmodSync(main, 0o755);
  await symlink(main, join(bin, 'kubectl-irsa'));
}, 120_000);
afterAll(async () => {
  if (built) await rm(built, { recursive: true, force: true });
  await place?.close();
});

function start(command: string, args: readonly string[]) {
  return spawn(command, args, {
    cwd: place.directory,
    env: {
      ...place.env,
      HOME: place.directory,
      PATH: [bin, dirname(process.execPath), process.env.PATH].join(delimiter),
    },
    timeout: 18_000,
    killSignal: 'SIGKILL',
  });
}

describe('the built program', () => {
  it('runs by its plugin name, and calls itself what people type', async () => {
    const checked = await ended(start('kubectl-irsa', ['check', 'payments/api']));
    expect(checked).toMatchObject({ status: 1, stderr: '' });
    expect(checked.stdout).toMatch(/^✗ Broken {2}payments\/api/);
    const helped = await ended(start('kubectl-irsa', ['check', '--help']));
    expect(helped.stdout).toMatch(/^Usage: kubectl irsa check /);
    expect(helped.stdout).toContain('kubectl irsa check payments/api\n');
  });

  it('runs behind kubectl', async ({ skip }) => {
    skip(spawnSync('kubectl', ['version', '--client']).status !== 0, 'there is no kubectl on the PATH');
    const checked = await ended(start('kubectl', ['irsa', 'check', 'storefront/web', '-o', 'json']));
    expect(checked).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(checked.stdout)).toMatchObject({ verdict: 'healthy' });
  });

  it('refuses an older Node in one sentence that says which one it needs', async ({ skip }) => {
    const version = spawnSync(MACHINE_NODE, ['--version'], { encoding: 'utf8' }).stdout?.trim() ?? '';
    const [major = 0, minor = 0] = version.slice(1).split('.').map(Number);
    skip(version === '', `there is no ${MACHINE_NODE}`);
    skip(major > 22 || (major === 22 && minor >= 19), `${MACHINE_NODE} is ${version}, which is new enough`);
    const ran = await ended(start(MACHINE_NODE, [main, 'check', 'payments/api']));
    expect(ran).toMatchObject({ status: 2, stdout: '' });
    expect(ran.stderr).toMatch(
      /^irsa-doctor needs Node\.js 22\.19 or newer, and this is \d+\.\d+\.\d+: .*\n$/,
    );
  });
});
