import { destination, type Logger, pino } from 'pino';
import { currentQuestion } from './operations/question-context.ts';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * JSON lines on stderr, so that stdout holds results alone. An event has a name and fields; pasted text and tokens never go in. What is
 * logged while a question is worked on carries its reference by itself.
 */
export function createLog(level: LogLevel): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      mixin: () => ({ ...currentQuestion() }),
      redact: {
        paths: ['token', 'authorization', '*.token', '*.authorization', 'err.config'],
        censor: '[hidden]',
      },
    },
    destination({ fd: 2, sync: true }),
  );
}
