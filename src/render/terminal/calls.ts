import type { Call } from '../../checker/vocabulary/evidence.ts';
import { duration } from '../duration.ts';
import { visibleValue } from '../visible.ts';
import type { Page } from './page.ts';

/** Each call that was made, how long it took and how it ended, in columns. */
export function callLines(calls: readonly Call[], durationMs: number, { colors }: Page): readonly string[] {
  const rows = calls.map(({ api, ms, outcome }) => ({ api: visibleValue(api), time: duration(ms), outcome }));
  const apiWidth = Math.max(0, ...rows.map(({ api }) => api.length));
  const timeWidth = Math.max(0, ...rows.map(({ time }) => time.length));
  return [
    `${colors.bold('Read')}  ${calls.length} ${calls.length === 1 ? 'call' : 'calls'} in ${duration(durationMs)}`,
    ...rows.map(({ api, time, outcome }) => {
      const row = `  ${api.padEnd(apiWidth)}  ${time.padStart(timeWidth)}  ${outcome}`;
      return outcome === 'ok' ? colors.dim(row) : row;
    }),
  ];
}
