import type { Logger } from 'pino';
import { auditorOver, type Checker, checkerOver, finderOver } from './compose-checker.ts';
import {
  type Admin,
  composeAdmin,
  composeOperations,
  composeTracing,
  type Operations,
} from './compose-operations.ts';
import type { Config } from './config.ts';
import { observeGivenUp, observeProcessor } from './operations/observe-answers.ts';
import { observeQueue } from './operations/observe-queue.ts';
import { openEmbeddedBackend } from './queue/embedded-backend.ts';
import type { QueueBackend } from './queue/ports.ts';
import { openRedisBackend } from './queue/redis-backend.ts';
import { type Access, createAccess } from './slack/access/access.ts';
import { createGroupMembers } from './slack/access/group-members.ts';
import { createAnswerer, createApology } from './slack/answer-question.ts';
import { type SlackApp, type SlackSettings, startSlackApp } from './slack/app.ts';
import { createRecentQuestions } from './slack/home/recent-questions.ts';
import { createMessenger } from './slack/messenger.ts';
import { createSlackClient } from './slack/slack-client.ts';
import { createClusterDirectory, type SourceDirectory } from './sources/cluster-directory.ts';

/** Questions that one worker answers at the same time. */
const CONCURRENCY = 8;
/**
 * What running questions get to finish when the process is told to stop, in milliseconds. With what everything else may take, it all ends
 * within the thirty seconds that Kubernetes gives.
 */
const GRACE_MS = 15_000;

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
    const tracing = await composeTracing(config);
    closers.push(() => tracing.close());
    const backend = await openBackend(config, log);
    closers.push(() => backend.close());
    const operations = composeOperations(backend, sides, tracing, log);
    const { calls, consumption, metrics } = operations;
    closers.push(async () => consumption?.close());
    const directory = sides.worker ? createClusterDirectory(config.sources, { observer: calls }) : null;
    if (directory !== null) closers.push(() => directory.close());
    const access = composeAccess(config, slack, calls, log);
    const receivesHttp = sides.bot && slack.receive.mode === 'http';
    const admin = await composeAdmin(config, slack, receivesHttp, backend, directory, operations, log);
    closers.push(() => admin.close());
    if (directory !== null)
      closers.push(await startAnswering(config, slack, access, backend, directory, operations, log));
    const queue = observeQueue(backend.queue, metrics, tracing);
    const listening = {
      queue,
      log,
      now: Date.now,
      access,
      settings: config.conversation,
      recent: createRecentQuestions(),
      setUp: admin.setUp,
    };
    const app = sides.bot ? await startSlackApp(slack, listening, calls) : null;
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

function composeAccess(
  { conversation, sources }: Config,
  slack: SlackSettings,
  calls: Operations['calls'],
  log: Logger,
) {
  const client = createSlackClient(slack.botToken, slack.apiUrl, calls, log);
  const names = sources.clusters.map(({ name }) => name);
  return createAccess(conversation, names, createGroupMembers(client, log, Date.now));
}

async function startAnswering(
  config: Config,
  slack: SlackSettings,
  access: Access,
  backend: QueueBackend,
  directory: SourceDirectory,
  { calls, consumption, metrics, tracing }: Operations,
  log: Logger,
): Promise<() => Promise<void>> {
  const messenger = createMessenger(createSlackClient(slack.botToken, slack.apiUrl, calls, log), log);
  const checkUnobserved = checkerOver(directory, { prove: config.prove });
  const check: Checker['check'] = (target, symptom, signal) =>
    tracing.within('check', { kind: 'internal', attributes: {} }, () =>
      checkUnobserved(target, symptom, signal),
    );
  const settings = config.conversation;
  const auditUnobserved = auditorOver(directory);
  const audit: Checker['audit'] = (request, onProgress, signal) =>
    tracing.within('audit', { kind: 'internal', attributes: {} }, () =>
      auditUnobserved(request, onProgress, signal),
    );
  const observing = { metrics, tracing, consumption, now: Date.now };
  const worker = await backend.startWorker({
    process: observeProcessor(
      createAnswerer({ messenger, check, audit, find: finderOver(directory), access, log, settings }),
      observing,
    ),
    onGivenUp: observeGivenUp(createApology({ messenger, log, settings }), observing),
    concurrency: CONCURRENCY,
  });
  return () => worker.close(GRACE_MS);
}

function describe(config: Config, sides: Sides, app: SlackApp | null, admin: Admin, backend: QueueBackend) {
  return {
    sides: Object.entries(sides)
      .filter(([, runs]) => runs)
      .map(([side]) => side),
    receive: app === null ? null : config.slack?.receive.mode,
    port: app?.port ?? null,
    adminPort: admin.port,
    queue: backend.kind,
    traced: config.isTraced,
  };
}

async function closeInReverse(closers: (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const close of closers.splice(0).reverse()) await close().catch((error) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, 'not everything could be closed');
}
