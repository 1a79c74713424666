import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createMetrics } from '../../src/operations/metrics.ts';

it('are all told of in docs/watching.md, and nothing is told of that is not there', async () => {
  const { registry } = createMetrics({ depth: async () => 0, oldestWaiting: async () => null });
  const own = registry
    .getMetricsAsArray()
    .map(({ name }) => name)
    .filter((name) => name.startsWith('irsa_doctor_'));
  const page = readFileSync(join(import.meta.dirname, '../../docs/watching.md'), 'utf8');
  const told = [...page.matchAll(/^\| `(irsa_doctor_\w+)`/gm)].map(([, name]) => name);
  expect(told.sort()).toEqual(own.sort());
});

it('are named as Prometheus wants it', async () => {
  const { registry } = createMetrics({ depth: async () => 0, oldestWaiting: async () => null });
  const types = [...(await registry.metrics()).matchAll(/^# TYPE (irsa_doctor_\w+) (\w+)$/gm)];
  expect(types.length).toBeGreaterThan(10);
  for (const [, name = '', type] of types) {
    expect(name.endsWith('_total'), `${name} is a ${type}`).toBe(type === 'counter');
    if (type === 'histogram') expect(name).toMatch(/_seconds$/);
  }
});
