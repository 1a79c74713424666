import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decideByEngine } from '../../src/cli/demo/decide-by-engine.ts';
import { type Cloud, startCloud } from '../../src/sandbox/cloud.ts';
import { seededWorld } from '../../src/sandbox/scenarios/list.ts';
import { type SandboxSlack, startSandboxSlack } from '../../src/sandbox/slack/start.ts';
import type { World } from '../../src/sandbox/world/world.ts';
import { type ChaosRedis, startChaosRedis } from '../chaos/chaos-redis.ts';
import { MAIN } from '../cli/run-program.ts';
import type { Canaries } from './canaries.ts';
import { type Collector, startCollector } from './collector.ts';
import { plantInWorld } from './plant.ts';

/** The program in a process of its own, with everything around it, a canary in each place where a secret comes in. */
export interface Stage {
  readonly slack: SandboxSlack;
  readonly world: World;
  readonly cloud: Cloud;
  readonly redis: ChaosRedis | null;
  readonly collector: Collector;
  readonly dataDirectory: string;
  /** What `env` the program runs with, for its other commands. */
  readonly env: Readonly<Record<string, string>>;
  readonly httpPort: number | null;
  readonly adminPort: number;
  /** Everything that the program wrote, to stdout and stderr. */
  output(): Buffer;
  /** How often a line with this event was logged. */
  logged(event: string): number;
  /** Ends the program, and leaves everything else. */
  stopProgram(): Promise<void>;
  close(): Promise<void>;
}

export async function openStage(
  mode: 'http' | 'socket',
  redisServer: string | null,
  canaries: Canaries,
): Promise<Stage> {
  const closers: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const one of closers.splice(0).toReversed()) await one();
  };
  try {
    const directory = await mkdtemp(join(tmpdir(), 'irsa-doctor-canaries-'));
    closers.push(() => rm(directory, { recursive: true, force: true, maxRetries: 3 }));
    const world = seededWorld();
    plantInWorld(world, canaries);
    const cloud = await startCloud(world, { decide: decideByEngine });
    closers.push(() => cloud.close());
    const slack = await startSandboxSlack({
      mode,
      signingSecret: canaries.signingSecret,
      botToken: canaries.botToken,
      appToken: canaries.appToken,
      otherTeams: [
        { teamId: 'T0BETA', teamName: 'Beta', botToken: canaries.betaToken, channels: [{ name: 'beta' }] },
      ],
      events: ['app_home_opened', 'app_mention', 'message.im', 'message.channels'],
      eventRetryDelays: [50, 500, 2_000],
    });
    closers.push(() => slack.close());
    const redisDirectory = join(directory, 'redis');
    await mkdir(redisDirectory);
    const redis =
      redisServer === null
        ? null
        : await startChaosRedis(redisServer, redisDirectory, canaries.redisPassword);
    closers.push(async () => redis?.close());
    const collector = await startCollector();
    closers.push(() => collector.close());
    await writeFile(join(directory, 'kubeconfig'), cloud.kubeconfig, { mode: 0o600 });
    await writeFile(join(directory, 'irsa-doctor.yaml'), settingsOf(slack, cloud));
    const dataDirectory = join(directory, 'data');
    const env = {
      PATH: process.env.PATH ?? '',
      HOME: directory,
      ...cloud.environment,
      AWS_SESSION_TOKEN: canaries.awsSessionToken,
      KUBECONFIG: join(directory, 'kubeconfig'),
      IRSA_DOCTOR_CONFIG: join(directory, 'irsa-doctor.yaml'),
      IRSA_DOCTOR_DATA_DIR: dataDirectory,
      IRSA_DOCTOR_POSTS_PER_SECOND: '1000',
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: canaries.botToken,
      SLACK_BOT_TOKEN_BETA: canaries.betaToken,
      SLACK_SIGNING_SECRET: canaries.signingSecret,
      ...(mode === 'socket' ? { SLACK_APP_TOKEN: canaries.appToken } : {}),
      ...(redis === null ? {} : { REDIS_URL: redis.url }),
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: `authorization=${canaries.collectorHeader}`,
      LOG_LEVEL: 'trace',
      PORT: '0',
      ADMIN_PORT: '0',
    };
    const parts: Buffer[] = [];
    const program = spawn(process.execPath, [MAIN, 'start'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [program.stdout, program.stderr])
      stream.on('data', (part: Buffer) => parts.push(part));
    const stopProgram = () => end(program);
    closers.push(stopProgram);
    const output = () => Buffer.concat(parts);
    const started = await slack.waitFor(
      () => startedIn(output()) ?? (program.exitCode !== null && 'ended'),
      60_000,
    );
    if (started === 'ended') throw new Error(`The program ended: ${output()}`);
    const { port: httpPort, adminPort } = started;
    if (httpPort !== null) slack.deliverTo(`http://127.0.0.1:${httpPort}/slack/events`);
    return {
      slack,
      world,
      cloud,
      redis,
      collector,
      dataDirectory,
      env,
      httpPort,
      adminPort,
      output,
      logged: (event) => output().toString().split(`"event":"${event}"`).length - 1,
      stopProgram,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function settingsOf(slack: SandboxSlack, { settings }: Cloud): string {
  return `${settings}
prove: true
cloudtrail: true
decode: true
clusters:
  - { name: prod-eu }
  - { name: by-eks, eks: { name: prod-eu, region: eu-west-1 }, kubernetes: { auth: eks } }
slack:
  workspaces: { T0BETA: SLACK_BOT_TOKEN_BETA }
  channels: { ${slack.channel('oncall').id}: { cluster: prod-eu, watch: true } }
`;
}

function startedIn(output: Buffer): { readonly port: number | null; readonly adminPort: number } | null {
  const line = output
    .toString()
    .split('\n')
    .find((one) => one.includes('"event":"started"'));
  return line === undefined ? null : JSON.parse(line);
}

async function end(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const exited = once(program, 'exit');
  program.kill('SIGTERM');
  const timer = setTimeout(() => program.kill('SIGKILL'), 25_000);
  await exited;
  clearTimeout(timer);
}
