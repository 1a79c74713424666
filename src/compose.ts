import type { Logger } from 'pino';
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
import type { QueueBackend } from './queue/ports.ts';
import { type Access, createAccess } from './slack/access/access.ts';
import { createGroupMembers } from './slack/access/group-members.ts';
import { answerByWorkspace } from './slack/answer-by-workspace.ts';
import { createAnswerer } from './slack/answer-question.ts';
import { createApology } from './slack/apology.ts';
import type { SlackApp } from './slack/app.ts';
import { createChannelPace } from './slack/channel-pace.ts';
import { createClusterTurns } from './slack/cluster-turns.ts';
import { createRecentQuestions } from './slack/home/recent-questions.ts';
import { createMessenger } from './slack/messenger.ts';
import { createResponder } from './slack/response-url.ts';
import { createWorkspaces, type Workspaces } from './slack/workspaces.ts';
import type { SourceDirectory } from './sources/cluster-directory.ts';

/** Questions that one worker answers at the same time. */
const CONCURRENCY = 16;
/** Of these, about one cluster. */
const ABOUT_ONE_CLUSTER = { all: CONCURRENCY / 2, audits: 2 };
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
 * Starts the service. What only one side or queue needs is loaded with it: the clients of Kubernetes and AWS take 80 MB, which a bot does without.
 *
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
    const directory = sides.worker ? await openSources(config, calls) : null;
    if (directory !== null) closers.push(() => directory.close());
    const workspaces = createWorkspaces(slack, log, calls);
    const access = composeAccess(config, workspaces, log);
    const receivesHttp = sides.bot && slack.receive.mode === 'http';
    const admin = await composeAdmin(config, slack, receivesHttp, backend, directory, operations, log);
    closers.push(() => admin.close());
    if (directory !== null)
      closers.push(await startAnswering(config, workspaces, access, backend, directory, operations, log));
    const queue = observeQueue(backend.queue, metrics, tracing);
    const listening = {
      queue,
      log,
      now: Date.now,
      access,
      settings: config.conversation,
      recent: createRecentQuestions(),
      decode: config.decode,
      setUp: admin.setUp,
    };
    const slackApp = sides.bot ? await import('./slack/app.ts') : null;
    const app = slackApp === null ? null : await slackApp.startSlackApp(slack, workspaces, listening, calls);
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
  const { queueLimit: mostWaiting } = config;
  if (config.redisUrl === null) {
    const { openEmbeddedBackend } = await import('./queue/embedded-backend.ts');
    return openEmbeddedBackend({ directory: config.dataDirectory, mostWaiting, log });
  }
  const { openRedisBackend } = await import('./queue/redis-backend.ts');
  return openRedisBackend({ url: config.redisUrl, prefix: `{${config.queueName}}`, mostWaiting, log });
}

async function openSources({ sources }: Config, observer: Operations['calls']): Promise<SourceDirectory> {
  const { createClusterDirectory } = await import('./sources/cluster-directory.ts');
  return createClusterDirectory(sources, { observer });
}

function composeAccess({ conversation, sources }: Config, workspaces: Workspaces, log: Logger) {
  const names = sources.clusters.map(({ name }) => name);
  return createAccess(conversation, names, createGroupMembers(workspaces, log, Date.now));
}

async function startAnswering(
  config: Config,
  workspaces: Workspaces,
  access: Access,
  backend: QueueBackend,
  directory: SourceDirectory,
  { consumption, metrics, tracing }: Operations,
  log: Logger,
): Promise<() => Promise<void>> {
  const settings = config.conversation;
  const respond = createResponder(config.slack?.apiUrl ?? null, log);
  const pace = createChannelPace({ perSecond: config.postsPerSecond, now: () => performance.now() });
  const { composeKnowing } = await import('./compose-knowing.ts');
  const knowing = composeKnowing(config, directory, access, { metrics, tracing });
  const takeTurn = createClusterTurns(ABOUT_ONE_CLUSTER, () => performance.now());
  const { answer, apologize } = answerByWorkspace(workspaces, (client) => {
    const delivering = { messenger: createMessenger(client, respond, log), pace, log, settings };
    return {
      answer: createAnswerer({ ...delivering, ...knowing, takeTurn }),
      apologize: createApology(delivering),
    };
  });
  const observing = { metrics, tracing, consumption, now: Date.now };
  const worker = await backend.startWorker({
    process: observeProcessor(answer, observing),
    onGivenUp: observeGivenUp(apologize, observing),
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
