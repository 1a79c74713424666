import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { contextsOf } from '../../../src/sources/kubernetes/context.ts';
import { loadInCluster, loadKubeconfig } from '../../../src/sources/kubernetes/kubeconfig.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'irsa-doctor-kubeconfig-'));
  vi.stubEnv('KUBERNETES_SERVICE_HOST', undefined);
});

afterEach(() => {
  rmSync(home, { recursive: true, force: true });
  vi.unstubAllEnvs();
});

function write(path: string, context: string, server: string): string {
  const file = join(home, path);
  mkdirSync(join(file, '..'), { recursive: true });
  const config = {
    'current-context': context,
    contexts: [
      { name: context, context: { cluster: 'c', user: 'u' } },
      { name: 'shared', context: { cluster: context } },
      { name: 'broken' },
    ],
    clusters: [
      { name: 'c', cluster: { server } },
      { name: context, cluster: { server } },
    ],
    users: [{ name: 'u', user: { exec: { command: 'aws', args: ['eks', 'get-token'], env: null } } }],
  };
  writeFileSync(file, JSON.stringify(config));
  return file;
}

function load(path: string | null) {
  return loadKubeconfig(path, { home, root: home });
}

describe('loading the kubeconfig', () => {
  it('reads the named file', () => {
    const loaded = load(write('a', 'one', 'https://one'));
    expect(loaded.ok && contextsOf(loaded.config)).toEqual([
      {
        name: 'one',
        cluster: 'c',
        user: 'u',
        server: 'https://one',
        exec: { args: ['eks', 'get-token'], env: {} },
      },
      { name: 'shared', cluster: 'one', user: '', server: 'https://one', exec: null },
    ]);
    expect(loaded.ok && loaded.config.currentContext).toBe('one');
  });

  it('reads the file in the home directory where none is named', () => {
    write('.kube/config', 'home', 'https://home');
    const loaded = load(null);
    expect(loaded.ok && loaded.config.currentContext).toBe('home');
  });

  it('joins several files, of which the first counts, and passes over one that does not exist', () => {
    const files = [join(home, 'missing'), write('a', 'one', 'https://one'), write('b', 'two', 'https://two')];
    const loaded = load(files.join(delimiter));
    expect(loaded.ok && contextsOf(loaded.config).map(({ name, server }) => [name, server])).toEqual([
      ['one', 'https://one'],
      ['shared', 'https://one'],
      ['two', 'https://one'],
    ]);
    expect(loaded.ok && loaded.config.currentContext).toBe('one');
  });

  it.each(['', '\n', 'just text', '[]', '{}'])(
    'takes a file that reads %j as one that names no cluster',
    (content) => {
      const file = join(home, 'empty');
      writeFileSync(file, content);
      const loaded = load(file);
      expect(loaded.ok && contextsOf(loaded.config)).toEqual([]);
    },
  );

  it('names the file that is not YAML', () => {
    const file = join(home, 'bad');
    writeFileSync(file, '{');
    expect(load(file)).toMatchObject({
      ok: false,
      message: expect.stringContaining(`The kubeconfig ${file} cannot be read: `),
    });
  });

  it('says that the named file does not exist', () => {
    expect(load('/nonexistent/config')).toMatchObject({
      ok: false,
      message: expect.stringContaining('/nonexistent/config'),
    });
  });

  it('says what there could be where there is nothing', () => {
    expect(load(null)).toMatchObject({ ok: false, message: expect.stringMatching(/set KUBECONFIG/) });
  });
});

describe('the pod that this runs in', () => {
  const directory = 'var/run/secrets/kubernetes.io/serviceaccount';

  it('is used where there is no kubeconfig', () => {
    mkdirSync(join(home, directory), { recursive: true });
    writeFileSync(join(home, directory, 'token'), 'pod-token');
    vi.stubEnv('KUBERNETES_SERVICE_HOST', '10.100.0.1');
    vi.stubEnv('KUBERNETES_SERVICE_PORT', '443');
    const loaded = load(null);
    expect(loaded).toMatchObject({ ok: true, isInCluster: true });
    expect(loaded.ok && loaded.config.getCurrentCluster()?.server).toBe('https://10.100.0.1:443');
  });

  it('is not made up from a token alone', () => {
    mkdirSync(join(home, directory), { recursive: true });
    writeFileSync(join(home, directory, 'token'), 'pod-token');
    expect(loadInCluster({ home, root: home })).toMatchObject({ ok: false });
  });
});
