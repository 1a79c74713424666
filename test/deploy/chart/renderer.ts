import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

export const CHART = join(import.meta.dirname, '../../../deploy/helm/irsa-doctor');
/** Where Debian puts the sources of Go libraries (golang-github-masterminds-sprig-dev, golang-k8s-sigs-yaml-dev). */
const DEBIAN_GO_PATH = '/usr/share/gocode';
const LIMIT_MS = 60_000;

const manifest = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
});
export type Manifest = z.infer<typeof manifest>;

/** Renders the chart for the release `irsa-doctor` in the namespace `irsa-doctor`. Rejects with what the renderer says. */
export interface Renderer {
  render(values: object): Promise<readonly Manifest[]>;
  close(): void;
}

/** Helm where it is installed, else the program beside this file, which is built of Helm's own libraries; null where there is no Go either. */
export function findRenderer(): Renderer | null {
  const directory = mkdtempSync(join(tmpdir(), 'chart-'));
  const close = () => rmSync(directory, { recursive: true, force: true });
  const command = hasHelm() ? ['helm', 'template'] : buildRenderer(directory);
  const [program, ...first] = command ?? [];
  if (program === undefined) {
    close();
    return null;
  }
  let number = 0;
  return {
    close,
    async render(values) {
      const file = join(directory, `values-${number++}.json`);
      writeFileSync(file, JSON.stringify(values));
      const options = ['--namespace', 'irsa-doctor', '--values', file];
      const { stdout } = await promisify(execFile)(program, [...first, 'irsa-doctor', CHART, ...options], {
        timeout: LIMIT_MS,
        maxBuffer: 16 * 1024 * 1024,
      });
      return manifestsOf(stdout);
    },
  };
}

function hasHelm(): boolean {
  try {
    execFileSync('helm', ['version', '--short'], { stdio: 'ignore', timeout: LIMIT_MS });
    return true;
  } catch {
    return false;
  }
}

function buildRenderer(directory: string): readonly string[] | null {
  const program = join(directory, 'render-chart');
  try {
    execFileSync('go', ['build', '-o', program, 'main.go'], {
      cwd: join(import.meta.dirname, 'render-chart'),
      env: { PATH: process.env.PATH, HOME: directory, GO111MODULE: 'off', GOPATH: DEBIAN_GO_PATH },
      stdio: 'ignore',
      timeout: LIMIT_MS,
    });
    return [program];
  } catch {
    return null;
  }
}

function manifestsOf(text: string): readonly Manifest[] {
  return parseAllDocuments(text).flatMap((document) => {
    if (document.errors[0] !== undefined) throw document.errors[0];
    const content: unknown = document.toJS();
    return content === null ? [] : [manifest.parse(content)];
  });
}
