import type { Logger } from 'pino';
import { type AdminServer, startAdminServer } from './admin.ts';
import { type CheckOutcome, check } from './checker/check.ts';
import type { Symptom } from './checker/vocabulary/symptom.ts';
import type { Target } from './checker/vocabulary/target.ts';
import type { Config } from './config.ts';
import { openEmbeddedBackend } from './queue/embedded-backend.ts';
import type { QueueBackend } from './queue/ports.ts';
import { openRedisBackend } from './queue/redis-backend.ts';
import { createAnswerer, createApology } from './slack/answer-question.ts';
import { type SlackApp, startSlackApp } from './slack/app.ts';
import { createMessenger } from './slack/messenger.ts';
import { createSlackClient } from './slack/slack-client.ts';
import { createClusterDirectory } from './sources/cluster-directory.ts';

/** Limit of one read of evidence, in milliseconds. */
const READ_LIMIT_MS = 8_000;
/** Questions that one worker answers at the same time. */
const CONCURRENCY = 8;
/** What running questions get to finish when the process is told to stop, in milliseconds. */
const GRACE_MS = 20_000;

/** The shared checker over real clusters and accounts. */
export interface Checker {
  check(target: Target, symptom: Symptom | null, signal: AbortSignal): Promise<CheckOutcome>;
  close(): Promise<void>;
}

export function composeChecker(config: Config): Checker {
  const directory = createClusterDirectory(config.sources);
  return {
    check: (target, symptom, signal) =>
      check(directory, target, {
        symptom,
        signal,
        limitMs: READ_LIMIT_MS,
        now: () => performance.now(),
        epochMs: Date.now(),
      }),
    close: async () => directory.close(),
  };
}

/** Which sides of the service run in this process. */
export interface Sides {
  readonly bot: boolean;
  readonly worker: boolean;
}

export interface Service {
  /** The port that takes Slack's requests; null in Socket Mode or without the Slack side. */
  readonly port: number | null;
  readonly adminPort: number;
  /** Stops taking questions, lets running ones finish, closes everything in reverse order. May be called twice. */
  close(): Promise<void>;
}

/**
 * Starts the service.
 * @throws Error with one sentence that says what to do, when something it needs cannot be opened.
 */
export async function composeService(config: Config, sides: Sides, log: Logger): Promise<Service> {
  const { slack } = config;
  if (slack === null) throw new Error('The service needs Slack: set SLACK_BOT_TOKEN.');
  const closers: (() => Promise<void>)[] = [];
  let closing: Promise<void> | null = null;
  const close = (): Promise<void> => {
    closing ??= closeInReverse(closers);
    return closing;
  };
  try {
    const backend = await openBackend(config, log);
    closers.push(() => backend.close());
    const admin = await startAdminServer(config.adminPort, backend);
    closers.push(() => admin.close());
    if (sides.worker) closers.push(await startAnswering(config, slack, backend, log));
    const app = sides.bot ? await startSlackApp(slack, { queue: backend.queue, log, now: Date.now }) : null;
    if (app !== null) closers.push(() => app.close());
    admin.markReady();
    log.info({ event: 'started', ...describe(config, sides, app, admin, backend) });
    return { port: app?.port ?? null, adminPort: admin.port, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openBackend(config: Config, log: Logger): Promise<QueueBackend> {
  return config.redisUrl === null
    ? openEmbeddedBackend({ directory: config.dataDirectory, log })
    : openRedisBackend({ url: config.redisUrl, prefix: `{${config.queueName}}`, log });
}

async function startAnswering(
  config: Config,
  slack: NonNullable<Config['slack']>,
  backend: QueueBackend,
  log: Logger,
): Promise<() => Promise<void>> {
  const checker = composeChecker(config);
  const messenger = createMessenger(createSlackClient(slack.botToken, slack.apiUrl), log);
  const worker = await backend.startWorker({
    process: createAnswerer({ messenger, check: checker.check, log }),
    onGivenUp: createApology({ messenger, log }),
    concurrency: CONCURRENCY,
  });
  return async () => {
    await worker.close(GRACE_MS);
    await checker.close();
  };
}

function describe(
  config: Config,
  sides: Sides,
  app: SlackApp | null,
  admin: AdminServer,
  backend: QueueBackend,
) {
  return {
    sides: Object.entries(sides)
      .filter(([, runs]) => runs)
      .map(([side]) => side),
    receive: app === null ? null : config.slack?.receive.mode,
    port: app?.port ?? null,
    adminPort: admin.port,
    queue: backend.kind,
  };
}

async function closeInReverse(closers: (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const close of closers.splice(0).reverse()) await close().catch((error) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, 'not everything could be closed');
}
