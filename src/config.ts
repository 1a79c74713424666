import { loadConfigFile, readTextFile } from './config-file.ts';
import { loadSlack } from './config-slack.ts';
import { type Environment, portOf, setting } from './environment.ts';
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
  /** How many questions may wait before no more are taken. */
  readonly queueLimit: number;
  /** Messages that Slack takes in a channel, after a short burst. */
  readonly postsPerSecond: number;
  readonly logLevel: LogLevel;
  /** Whether somebody collects traces; where they go is read by the library that sends them. */
  readonly isTraced: boolean;
  /** What irsa-doctor.yaml says of channels and of who may ask. */
  readonly conversation: ConversationSettings;
  readonly sources: SourceSettings;
  /** Whether AWS itself tries each role that is asked about in Slack; the command line asks for it each time. */
  readonly prove: boolean;
  /** Whether CloudTrail is asked what STS has seen; the command line asks for that each time, too. */
  readonly cloudtrail: boolean;
  /** Whether STS decodes the messages that errors in Slack hold, and they are stored until then. */
  readonly decode: boolean;
  /** Whether audits in Slack read the roles of Pod Identity associations, by a call for each. */
  readonly associations: boolean;
}

export type LoadedConfig =
  | { readonly ok: true; readonly config: Config }
  /** One sentence each: the setting, and what to write. */
  | { readonly ok: false; readonly problems: readonly string[] };

/** What the settings are for: a worker needs no signing secret, the command line no Slack at all, and a self-check takes what is there. */
export type Purpose = 'checker' | 'bot' | 'worker' | 'start' | 'self-check';

/**
 * Reads all settings and reports all problems at once.
 * @param env the process's environment; nothing else in the program reads it
 */
export function loadConfig(env: Environment, purpose: Purpose, read = readTextFile): LoadedConfig {
  const problems: string[] = [];
  const file = loadConfigFile(setting(env, 'IRSA_DOCTOR_CONFIG'), read, problems);
  const slack = purpose === 'checker' ? null : loadSlack(env, purpose, file.workspaces, problems);
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
    queueLimit: queueLimitOf(env, problems),
    postsPerSecond: postsPerSecondOf(env, problems),
    logLevel: logLevelOf(env, problems),
    isTraced: isTraced(env, problems),
    conversation: file.conversation,
    prove: file.prove,
    cloudtrail: file.cloudtrail,
    decode: file.decode,
    associations: file.associations,
    sources: {
      ...file.sources,
      kubeconfigPath: setting(env, 'KUBECONFIG'),
    },
  };
  return problems.length === 0 ? { ok: true, config } : { ok: false, problems };
}

function queueNameOf(env: Environment, problems: string[]): string {
  const name = setting(env, 'IRSA_DOCTOR_QUEUE') ?? 'irsa-doctor';
  if (!/^[\w-]{1,50}$/.test(name)) {
    problems.push('IRSA_DOCTOR_QUEUE is not a name: write up to 50 letters, digits, - and _.');
  }
  return name;
}

function queueLimitOf(env: Environment, problems: string[]): number {
  const limit = Number(setting(env, 'IRSA_DOCTOR_QUEUE_LIMIT') ?? 5_000);
  if (Number.isInteger(limit) && limit > 0) return limit;
  problems.push('IRSA_DOCTOR_QUEUE_LIMIT is not a number of questions: write a whole number above 0.');
  return 5_000;
}

function postsPerSecondOf(env: Environment, problems: string[]): number {
  const pace = Number(setting(env, 'IRSA_DOCTOR_POSTS_PER_SECOND') ?? 1);
  if (Number.isFinite(pace) && pace > 0) return pace;
  problems.push(
    'IRSA_DOCTOR_POSTS_PER_SECOND is not a number of messages: write 1, or more where your server takes more.',
  );
  return 1;
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
