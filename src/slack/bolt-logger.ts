import type { Logger as BoltLogger, LogLevel } from '@slack/bolt';
import type { Logger } from 'pino';

/** Bolt's log lines as events. Debug lines are dropped: they can hold request bodies. */
export function boltLogger(log: Logger): BoltLogger {
  const write =
    (level: 'info' | 'warn' | 'error') =>
    (...words: unknown[]) =>
      log[level]({ event: 'bolt', message: words.map(textOf).join(' ') });
  return {
    debug: () => {},
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    setLevel: () => {},
    getLevel: () => 'info' as LogLevel,
    setName: () => {},
  };
}

function textOf(word: unknown): string {
  if (word instanceof Error) return `${word.name}: ${word.message}`;
  return typeof word === 'string' ? word : typeof word;
}
