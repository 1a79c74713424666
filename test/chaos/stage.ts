import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cloud, startCloud } from '../../src/sandbox/cloud.ts';
import { seededWorld } from '../../src/sandbox/scenarios/list.ts';
import { type SandboxSlack, startSandboxSlack } from '../../src/sandbox/slack/start.ts';
import type { World } from '../../src/sandbox/world/world.ts';
import { type ChaosRedis, startChaosRedis } from './chaos-redis.ts';
import type { Dice } from './dice.ts';
import { type ServiceProcess, superviseService } from './service-process.ts';

const SIGNING_SECRET = 'chaos-signing-secret';
const BOT_TOKEN = 'xoxb-chaos';
const APP_TOKEN = 'xapp-chaos';
/** Slack's pace of one post a second counts in each channel, so there are many. */
const ROOMS = Array.from({ length: 24 }, (_, index) => ({ name: `room-${index + 11}` }));
/** Channels that the bot is no member of. */
export const OUTSIDE = [
  { name: 'outside-1', hasBot: false },
  { name: 'outside-2', hasBot: false },
] as const;
export const ROOM_NAMES = ROOMS.map(({ name }) => name);

/** The service in processes of its own, and the Slack, AWS, Kubernetes and Redis around it, which the suite breaks. */
export interface Stage {
  readonly slack: SandboxSlack;
  readonly world: World;
  readonly cloud: Cloud;
  /** Null with the embedded queue. */
  readonly redis: ChaosRedis | null;
  readonly processes: readonly ServiceProcess[];
  close(): Promise<void>;
}

export interface StageOptions {
  readonly mode: 'http' | 'socket';
  /** Path of a `redis-server`; null for the embedded queue. */
  readonly redisServer: string | null;
  /** What runs; with the embedded queue one `start`. */
  readonly sides: readonly ServiceProcess['side'][];
}

/** Starts everything and waits until the service has started. */
export async function openStage({ mode, redisServer, sides }: StageOptions, dice: Dice): Promise<Stage> {
  const closers: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const one of closers.splice(0).toReversed()) await one();
  };
  try {
    const directory = await mkdtemp(join(tmpdir(), 'irsa-doctor-chaos-'));
    closers.push(() => rm(directory, { recursive: true, force: true, maxRetries: 3 }));
    const world = seededWorld();
    const cloud = await startCloud(world);
    closers.push(() => cloud.close());
    const slack = await startSandboxSlack({
      mode,
      signingSecret: SIGNING_SECRET,
      botToken: BOT_TOKEN,
      appToken: APP_TOKEN,
      channels: [...ROOMS, ...OUTSIDE],
      postPace: { burst: 3 },
      // Slack's own are a minute and five; nobody waits that long here.
      eventRetryDelays: [0, 5_000, 18_000],
    });
    closers.push(() => slack.close());
    const redisDirectory = join(directory, 'redis');
    await mkdir(redisDirectory);
    const redis = redisServer === null ? null : await startChaosRedis(redisServer, redisDirectory);
    closers.push(async () => redis?.close());
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
      ...(mode === 'socket' ? { SLACK_APP_TOKEN: APP_TOKEN } : {}),
      ...(redis === null ? {} : { REDIS_URL: redis.url }),
      PORT: '0',
      ADMIN_PORT: '0',
    };
    const restarts = dice.fork('restarts');
    const listening = new Map<number, number>();
    // As a load balancer does: to one that is there.
    const route = (): void => {
      const [port] = [...listening.values()];
      if (port !== undefined) slack.deliverTo(`http://127.0.0.1:${port}/slack/events`);
    };
    const processes = sides.map((side, index) =>
      superviseService(side, env, {
        onStarted: ({ port }) => {
          if (typeof port === 'number') listening.set(index, port);
          route();
        },
        onEnded: () => {
          listening.delete(index);
          route();
        },
        restartAfterMs: () => restarts.between(100, 800),
      }),
    );
    closers.push(() => Promise.all(processes.map((one) => one.stop(10_000))));
    await Promise.all(processes.map((one) => one.running()));
    return { slack, world, cloud, redis, processes, close };
  } catch (error) {
    await close();
    throw error;
  }
}
