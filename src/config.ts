import { loadConfigFile, readTextFile } from './config-file.ts';
import { LOG_LEVELS, type LogLevel } from './log.ts';
import { redisUrlProblem } from './queue/redis-url.ts';
import type { SlackSettings } from './slack/app.ts';
import type { ConversationSettings } from './slack/conversation-settings.ts';
import type { SourceSettings } from './sources/settings.ts';

/** Settings, read once: environment first, then irsa-doctor.yaml, then defaults. */
export interface Config {
  readonly slack: SlackSettings | null;
  readonly adminPort: number;
  readonly redisUrl: string | null;
  /** Name of the queue on Redis, so that several installations can share one. */
  readonly queueName: string;
  readonly dataDirectory: string;
  readonly logLevel: LogLevel;
  /** Whether somebody collects traces; where they go is read by the library that sends them. */
  readonly isTraced: boolean;
  /** What irsa-doctor.yaml says of channels and of who may ask. */
  readonly conversation: ConversationSettings;
  readonly sources: SourceSettings;
  /** Whether AWS itself tries each role that is asked about in Slack; the command line asks for it each time. */
  readonly prove: boolean;
}

export type LoadedConfig =
  | { readonly ok: true; readonly config: Config }
  /** One sentence each: the setting, and what to write. */
  | { readonly ok: false; readonly problems: readonly string[] };

/** What the settings are for: a worker needs no signing secret, the command line no Slack at all, and a self-check takes what is there. */
export type Purpose = 'checker' | 'bot' | 'worker' | 'start' | 'self-check';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads all settings and reports all problems at once.
 * @param env the process's environment; nothing else in the program reads it
 */
export function loadConfig(env: Environment, purpose: Purpose, read = readTextFile): LoadedConfig {
  const problems: string[] = [];
  const file = loadConfigFile(setting(env, 'IRSA_DOCTOR_CONFIG'), read, problems);
  const slack = purpose === 'checker' ? null : loadSlack(env, purpose, problems);
  const redisUrl = setting(env, 'REDIS_URL');
  const redisProblem = redisUrl === null ? null : redisUrlProblem(redisUrl);
  if (redisProblem !== null) problems.push(`REDIS_URL: ${redisProblem}`);
  if ((purpose === 'bot' || purpose === 'worker') && redisUrl === null) {
    problems.push(
      `REDIS_URL is missing: "${purpose}" alone shares its queue with another process, so write redis://host:6379, or run "start", which needs none.`,
    );
  }
  const config: Config = {
    slack,
    adminPort: portOf(env, 'ADMIN_PORT', 9090, problems),
    redisUrl,
    queueName: queueNameOf(env, problems),
    dataDirectory: setting(env, 'IRSA_DOCTOR_DATA_DIR') ?? './data',
    logLevel: logLevelOf(env, problems),
    isTraced: isTraced(env, problems),
    conversation: file.conversation,
    prove: file.prove,
    sources: {
      ...file.sources,
      kubeconfigPath: setting(env, 'KUBECONFIG'),
    },
  };
  return problems.length === 0 ? { ok: true, config } : { ok: false, problems };
}

function loadSlack(env: Environment, purpose: Purpose, problems: string[]): SlackSettings | null {
  const botToken = setting(env, 'SLACK_BOT_TOKEN');
  const signingSecret = setting(env, 'SLACK_SIGNING_SECRET');
  const appToken = setting(env, 'SLACK_APP_TOKEN');
  const apiUrl = setting(env, 'SLACK_API_URL');
  if (botToken === null && purpose === 'self-check') return null;
  if (botToken === null) {
    problems.push(
      'SLACK_BOT_TOKEN is missing: write the "Bot User OAuth Token" (xoxb-…) from the app\'s "OAuth & Permissions" page.',
    );
  }
  if (appToken !== null && !appToken.startsWith('xapp-')) {
    problems.push(
      'SLACK_APP_TOKEN is not an app-level token: write the one that begins with xapp-, from the app\'s "Basic Information" page.',
    );
  }
  if ((purpose === 'bot' || purpose === 'start') && appToken === null && signingSecret === null) {
    problems.push(
      'SLACK_SIGNING_SECRET is missing: write it from the app\'s "Basic Information" page, or set SLACK_APP_TOKEN (xapp-…) for Socket Mode.',
    );
  }
  if (apiUrl !== null && !URL.canParse(apiUrl)) {
    problems.push('SLACK_API_URL is not a URL: write an address such as https://slack.com/api/.');
  }
  const port = portOf(env, 'PORT', 3000, problems);
  if (botToken === null) return null;
  return {
    botToken,
    apiUrl: apiUrl === null ? null : apiUrl.replace(/\/*$/, '/'),
    receive:
      appToken !== null
        ? { mode: 'socket', appToken }
        : { mode: 'http', signingSecret: signingSecret ?? '', port },
  };
}

function setting(env: Environment, name: string): string | null {
  const value = env[name]?.trim();
  return value === undefined || value === '' ? null : value;
}

function portOf(env: Environment, name: string, byDefault: number, problems: string[]): number {
  const value = setting(env, name);
  if (value === null) return byDefault;
  const port = Number(value);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  problems.push(`${name} is not a port: write a number from 0 to 65535.`);
  return byDefault;
}

function queueNameOf(env: Environment, problems: string[]): string {
  const name = setting(env, 'IRSA_DOCTOR_QUEUE') ?? 'irsa-doctor';
  if (!/^[\w-]{1,50}$/.test(name)) {
    problems.push('IRSA_DOCTOR_QUEUE is not a name: write up to 50 letters, digits, - and _.');
  }
  return name;
}

/** By the environment variables that OpenTelemetry itself defines. */
function isTraced(env: Environment, problems: string[]): boolean {
  const names = ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT'] as const;
  const named = names.filter((name) => setting(env, name) !== null);
  for (const name of named) {
    if (!/^https?:$/.test(URL.parse(setting(env, name) ?? '')?.protocol ?? ''))
      problems.push(`${name} is not a URL: write the address of a collector, http://HOST:4318, or unset it.`);
  }
  const isOff =
    setting(env, 'OTEL_SDK_DISABLED') === 'true' || setting(env, 'OTEL_TRACES_EXPORTER') === 'none';
  return named.length > 0 && !isOff;
}

function logLevelOf(env: Environment, problems: string[]): LogLevel {
  const value = setting(env, 'LOG_LEVEL') ?? 'info';
  const level = LOG_LEVELS.find((known) => known === value);
  if (level === undefined) problems.push(`LOG_LEVEL is not known: write one of ${LOG_LEVELS.join(', ')}.`);
  return level ?? 'info';
}
