import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cloud, startCloud } from '../../sandbox/cloud.ts';
import { seededWorld } from '../../sandbox/scenarios/list.ts';
import { type SandboxSlack, startSandboxSlack } from '../../sandbox/slack/start.ts';
import type { World } from '../../sandbox/world/world.ts';
import type { Terminal } from '../terminal.ts';
import { type BotProcess, startBotProcess } from './bot-process.ts';
import { decideByEngine } from './decide-by-engine.ts';

/** The first start makes a database; on a slow machine that takes a while. */
const START_LIMIT_MS = 60_000;
const BOT_TOKEN = 'xoxb-sandbox';
const APP_TOKEN = 'xapp-sandbox';
/** What the bot inherits: nothing that could lead it out of the sandbox. */
const INHERITED = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ', 'SystemRoot'] as const;

/** A Slack, an AWS and a Kubernetes on this machine, and the bot among them, told apart from the real ones by endpoints alone. */
export interface Stage {
  readonly slack: SandboxSlack;
  readonly cloud: Cloud;
  /** What the cloud serves: whoever changes it changes what the bot reads. */
  readonly world: World;
  readonly bot: BotProcess;
  readonly kubeconfigPath: string;
  close(): Promise<void>;
}

/** @throws Error that shows the bot's last words, when it does not come up. */
export async function openStage(env: Terminal['env']): Promise<Stage> {
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const one of closers.splice(0).reverse()) await one();
  };
  try {
    const directory = await mkdtemp(join(tmpdir(), 'irsa-doctor-demo-'));
    closers.push(() => rm(directory, { recursive: true, force: true }));
    const world = seededWorld();
    const cloud = await startCloud(world, { decide: decideByEngine });
    closers.push(() => cloud.close());
    const slack = await startSandboxSlack({
      mode: 'socket',
      signingSecret: 'not-used-over-a-socket',
      botToken: BOT_TOKEN,
      appToken: APP_TOKEN,
    });
    closers.push(() => slack.close());

    const kubeconfigPath = join(directory, 'kubeconfig');
    const settingsPath = join(directory, 'irsa-doctor.yaml');
    await writeFile(kubeconfigPath, cloud.kubeconfig, { mode: 0o600 });
    await writeFile(settingsPath, cloud.settings);
    const bot = startBotProcess({
      ...inherited(env),
      ...cloud.environment,
      KUBECONFIG: kubeconfigPath,
      IRSA_DOCTOR_CONFIG: settingsPath,
      IRSA_DOCTOR_DATA_DIR: join(directory, 'data'),
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_APP_TOKEN: APP_TOKEN,
      ADMIN_PORT: '0',
    });
    closers.push(() => bot.close());
    await slack.waitFor(
      () => bot.exit() ?? bot.events.some(({ event }) => event === 'started'),
      START_LIMIT_MS,
    );
    const exit = bot.exit();
    if (exit !== null) throw new Error(exit);
    return { slack, cloud, world, bot, kubeconfigPath, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function inherited(env: Terminal['env']): Record<string, string> {
  return Object.fromEntries(
    INHERITED.flatMap((name) => {
      const value = env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
