import { expect, it } from 'vitest';
import { benchLine } from './bench-line.ts';
import { tableOf } from './table.ts';

it('puts lines into a table for a page, ratios first, with three digits that count', () => {
  const lines = [
    benchLine('ack', '50 commands a second', { p99ToBare: 1.2345 }, { p50Ms: 3.6549, commands: 1_234 }),
    benchLine('ack', '200 commands a second', {}, { p50Ms: 2 }),
  ];
  expect(tableOf(lines)).toBe(
    `| measured | ratios | figures |
| --- | --- | --- |
| 50 commands a second | p99ToBare 1.23 | p50Ms 3.65 · commands 1,234 |
| 200 commands a second |  | p50Ms 2 |
`,
  );
});
