import { readFileSync } from 'node:fs';

/**
 * The version of the package that this file is part of, both as source and as built. Read by hand: every command needs it, and zod alone would
 * take as long to load as all the rest that `--version` and `--help` need.
 */
export function programVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const isObject = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  if (!isObject || typeof manifest.version !== 'string') throw new Error('package.json names no version.');
  return manifest.version;
}
