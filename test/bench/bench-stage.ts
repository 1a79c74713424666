import { rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRedisServer } from '../../src/queue/find-redis.ts';
import { type LocalRedis, startLocalRedis } from '../../src/queue/local-redis.ts';
import { type Cloud, startCloud } from '../../src/sandbox/cloud.ts';
import { type SandboxSlack, startSandboxSlack } from '../../src/sandbox/slack/start.ts';
import type { World } from '../../src/sandbox/world/world.ts';
import { type RunningChild, startChild } from './child-process.ts';

export const SIGNING_SECRET = 'bench-signing-secret';
const BOT_TOKEN = 'xoxb-bench';
/** What `npm start` and the image give to Node. */
const NODE_OPTIONS = ['--max-semi-space-size=8'];
const PROGRAM = join(import.meta.dirname, '../../src/main.ts');

/** One side of the service, in a process of its own. */
export interface RunningService extends RunningChild {
  /** Where it takes Slack's requests; null for a worker. */
  readonly url: string | null;
  readonly adminUrl: string;
}

/** A Slack, an AWS, a Kubernetes and, unless the queue is embedded, a Redis that nobody else uses, and processes of the service on them. */
export interface BenchStage {
  readonly slack: SandboxSlack;
  readonly cloud: Cloud;
  readonly world: World;
  readonly redis: LocalRedis | null;
  readonly directory: string;
  /** The ids of the channels, with the bot in each. */
  readonly channels: readonly string[];
  /** What a process of the service needs in its environment. */
  readonly env: Readonly<Record<string, string>>;
  start(side: 'start' | 'bot' | 'worker', nodeOptions?: readonly string[]): Promise<RunningService>;
  /** Ends everything and removes what was written. May be called twice. */
  close(): Promise<void>;
}

/** @param options.channels how many: Slack takes one post a second in each */
export async function openBenchStage(
  world: World,
  options: { readonly queue: 'redis' | 'embedded'; readonly channels: number },
): Promise<BenchStage> {
  const closers: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const one of closers.splice(0).toReversed()) await one();
  };
  try {
    const directory = await mkdtemp(join(tmpdir(), 'irsa-doctor-bench-'));
    const remove = () => rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
    process.once('exit', remove);
    closers.push(async () => {
      process.off('exit', remove);
      remove();
    });
    const redis = options.queue === 'redis' ? await ownRedis() : null;
    closers.push(async () => redis?.close());
    const cloud = await startCloud(world);
    closers.push(() => cloud.close());
    const names = Array.from({ length: options.channels }, (_, index) => `room-${index + 1_000}`);
    const slack = await startSandboxSlack({
      mode: 'http',
      signingSecret: SIGNING_SECRET,
      botToken: BOT_TOKEN,
      channels: names.map((name) => ({ name })),
    });
    closers.push(() => slack.close());
    await writeFile(join(directory, 'kubeconfig'), cloud.kubeconfig, { mode: 0o600 });
    await writeFile(join(directory, 'irsa-doctor.yaml'), cloud.settings);
    const env = {
      PATH: process.env.PATH ?? '',
      HOME: directory,
      ...cloud.environment,
      KUBECONFIG: join(directory, 'kubeconfig'),
      IRSA_DOCTOR_CONFIG: join(directory, 'irsa-doctor.yaml'),
      IRSA_DOCTOR_DATA_DIR: join(directory, 'data'),
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      ...(redis === null ? {} : { REDIS_URL: redis.url }),
      PORT: '0',
      ADMIN_PORT: '0',
    };
    let started = 0;
    const start: BenchStage['start'] = async (side, nodeOptions = []) => {
      started += 1;
      const child = await startChild([PROGRAM, side], {
        env,
        nodeOptions: [...NODE_OPTIONS, ...nodeOptions],
        logFile: join(directory, `${started}-${side}.log`),
        isStarted: ({ event }) => event === 'started',
      });
      closers.push(() => child.stop());
      const { port, adminPort } = child.started;
      const url = typeof port === 'number' ? `http://127.0.0.1:${port}/slack/events` : null;
      return { ...child, url, adminUrl: `http://127.0.0.1:${adminPort}` };
    };
    const channels = names.map((name) => slack.channel(name).id);
    return { slack, cloud, world, redis, directory, channels, env, start, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function ownRedis(): Promise<LocalRedis> {
  const program = findRedisServer(process.env.PATH ?? '');
  if (program === null)
    throw new Error('There is no redis-server on the PATH: install one (apt-get install redis-server).');
  return startLocalRedis(program);
}
