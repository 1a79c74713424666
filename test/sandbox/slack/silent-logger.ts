import { type Logger, LogLevel } from '@slack/bolt';

/** What goes wrong in these tests goes wrong on purpose: nothing is printed. */
export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};
