import { expect } from 'vitest';
import type { Manifest } from './renderer.ts';

/** The one manifest of that kind and name; fails the test where there is none. */
export function named(manifests: readonly Manifest[], kind: string, name: string): Manifest {
  const found = manifests.find((one) => one.kind === kind && one.metadata.name === name);
  return found ?? expect.fail(`no ${kind} is called ${name}`);
}

/** Every set of labels by which a manifest chooses pods. */
export function selectorsOf(manifest: Manifest): readonly Record<string, string>[] {
  const found: Record<string, string>[] = [];
  JSON.stringify(manifest.spec ?? {}, (key, value) => {
    if (['matchLabels', 'selector'].includes(key) && isLabels(value)) found.push(value);
    return key === 'namespaceSelector' ? undefined : value;
  });
  return found;
}

function isLabels(value: unknown): value is Record<string, string> {
  return typeof value === 'object' && value !== null && 'app.kubernetes.io/name' in value;
}
