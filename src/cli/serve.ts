import { once } from 'node:events';
import type { Logger } from 'pino';
import { composeService, type Sides } from '../compose.ts';
import type { Config, Purpose } from '../config.ts';
import { createLog } from '../log.ts';
import { EXIT } from './exit-status.ts';
import { settingsFor } from './settings.ts';
import type { CommandResult, Terminal } from './terminal.ts';

const SIDES: Readonly<Record<Extract<Purpose, 'start' | 'bot' | 'worker'>, Sides>> = {
  start: { bot: true, worker: true },
  bot: { bot: true, worker: false },
  worker: { bot: false, worker: true },
};

/** How long after its end the process may still be held open, by a library that goes on trying a server that is not there. */
const LINGER_MS = 1_000;

/** `start`, `bot`, `worker`: runs until SIGTERM or SIGINT, then stops gracefully; a second signal ends it at once. */
export async function serve(side: keyof typeof SIDES, terminal: Terminal): CommandResult {
  const config = settingsFor(side, terminal);
  const log = createLog(config.logLevel);
  // The socket client of these versions can reject without anybody listening; a supervisor's restart is the cure.
  process.on('unhandledRejection', (reason) => {
    log.fatal({
      event: 'unhandled-rejection',
      reason: reason instanceof Error ? reason.message : String(reason),
    });
    process.exit(EXIT.environment);
  });
  try {
    await runUntilStopped(config, SIDES[side], log);
    return EXIT.done;
  } finally {
    setTimeout(() => {
      log.warn({ event: 'held-open', by: process.getActiveResourcesInfo() });
      process.exit();
    }, LINGER_MS).unref();
  }
}

async function runUntilStopped(config: Config, sides: Sides, log: Logger): Promise<void> {
  const stopped = stopSignal();
  const service = await composeService(config, sides, log);
  const signal = await stopped;
  log.info({ event: 'stopping', signal });
  for (const name of ['SIGTERM', 'SIGINT'] as const) {
    process.once(name, () => {
      log.warn({ event: 'stopped-at-once', signal: name });
      process.exit(EXIT.environment);
    });
  }
  await service.close();
  log.info({ event: 'stopped' });
}

async function stopSignal(): Promise<string> {
  const abort = new AbortController();
  const { signal } = abort;
  const name = await Promise.race([
    once(process, 'SIGTERM', { signal }).then(() => 'SIGTERM'),
    once(process, 'SIGINT', { signal }).then(() => 'SIGINT'),
  ]);
  abort.abort();
  return name;
}
