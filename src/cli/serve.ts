import { once } from 'node:events';
import { composeService, type Sides } from '../compose.ts';
import type { Purpose } from '../config.ts';
import { createLog } from '../log.ts';
import { EXIT } from './exit-status.ts';
import { settingsFor } from './settings.ts';
import type { CommandResult, Terminal } from './terminal.ts';

const SIDES: Readonly<Record<Exclude<Purpose, 'checker'>, Sides>> = {
  start: { bot: true, worker: true },
  bot: { bot: true, worker: false },
  worker: { bot: false, worker: true },
};

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
  const stopped = stopSignal();
  const service = await composeService(config, SIDES[side], log);
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
  return EXIT.done;
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
