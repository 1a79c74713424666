import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { composeService, type Service, type Sides } from '../../src/compose.ts';
import { loadConfig } from '../../src/config.ts';
import { type Cloud, startCloud } from '../../src/sandbox/cloud.ts';
import { seededWorld } from '../../src/sandbox/scenarios/list.ts';
import type { SandboxSlackOptions } from '../../src/sandbox/slack/options.ts';
import { type SandboxSlack, startSandboxSlack } from '../../src/sandbox/slack/start.ts';
import type { World } from '../../src/sandbox/world/world.ts';
import type { Gate } from './gate.ts';

export const SIGNING_SECRET = 'a-signing-secret';
const BOT_TOKEN = 'xoxb-under-test';
const APP_TOKEN = 'xapp-under-test';

export interface LogEvent {
  readonly event: string;
  readonly [field: string]: unknown;
}

/** The service as it ships, in this process, on a Slack, an AWS and a Kubernetes of its own. */
export interface Stage {
  readonly slack: SandboxSlack;
  readonly cloud: Cloud;
  readonly world: World;
  readonly service: Service;
  readonly events: readonly LogEvent[];
  /** Resolves when `count` more questions have been answered than when it was called. */
  answered(count?: number): Promise<void>;
  close(): Promise<void>;
}

export interface StageOptions {
  readonly mode: 'http' | 'socket';
  /** Null for the embedded queue. */
  readonly redisUrl: string | null;
  /** Both, unless it is said. */
  readonly sides?: Sides;
  /** More of `irsa-doctor.yaml`. */
  readonly settings?: (slack: SandboxSlack) => string;
  readonly slack?: Partial<SandboxSlackOptions>;
  /** More of the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Stands between the bot and its clusters. */
  readonly gate?: Gate;
}

export async function openStage({
  mode,
  redisUrl,
  sides,
  settings,
  slack: more,
  env = {},
  gate,
}: StageOptions): Promise<Stage> {
  const directory = await mkdtemp(join(tmpdir(), 'irsa-doctor-test-'));
  const world = seededWorld();
  const cloud = await startCloud(world);
  const slack = await startSandboxSlack({
    mode,
    signingSecret: SIGNING_SECRET,
    botToken: BOT_TOKEN,
    appToken: APP_TOKEN,
    eventRetryDelays: [50, 100, 150],
    ...more,
  });
  await writeFile(join(directory, 'kubeconfig'), gate?.before(cloud) ?? cloud.kubeconfig);
  await writeFile(join(directory, 'irsa-doctor.yaml'), `${cloud.settings}\n${settings?.(slack) ?? ''}`);
  // The AWS SDK looks into the environment by itself; every test file has a process of its own.
  Object.assign(process.env, cloud.environment);
  const loaded = loadConfig(
    {
      KUBECONFIG: join(directory, 'kubeconfig'),
      IRSA_DOCTOR_CONFIG: join(directory, 'irsa-doctor.yaml'),
      IRSA_DOCTOR_DATA_DIR: join(directory, 'data'),
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      ...(mode === 'socket' ? { SLACK_APP_TOKEN: APP_TOKEN } : {}),
      ...(redisUrl === null ? {} : { REDIS_URL: redisUrl, IRSA_DOCTOR_QUEUE: `test-${randomUUID()}` }),
      PORT: '0',
      ADMIN_PORT: '0',
      // The sandbox takes as many messages as come, unless a suite says otherwise.
      IRSA_DOCTOR_POSTS_PER_SECOND: '1000',
      ...env,
    },
    'start',
  );
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));

  const events: LogEvent[] = [];
  const log = pino({ level: 'debug', base: null }, { write: (line) => events.push(JSON.parse(line)) });
  const service = await composeService(loaded.config, sides ?? { bot: true, worker: true }, log);
  if (service.port !== null) slack.deliverTo(`http://127.0.0.1:${service.port}/slack/events`);

  const count = () => events.filter(({ event }) => event === 'answered' || event === 'given-up').length;
  return {
    slack,
    cloud,
    world,
    service,
    events,
    answered: (more = 1) => {
      const wanted = count() + more;
      return slack.waitFor(() => count() >= wanted, 15_000).then(() => slack.settled());
    },
    async close() {
      await service.close();
      await slack.close();
      await cloud.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
