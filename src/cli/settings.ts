import { type Config, loadConfig, type Purpose } from '../config.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** @throws UsageError that lists all problems of the settings. */
export function settingsFor(purpose: Purpose, terminal: Terminal): Config {
  const loaded = loadConfig(terminal.env, purpose);
  if (loaded.ok) return loaded.config;
  throw new UsageError(loaded.problems.join('\n'));
}
