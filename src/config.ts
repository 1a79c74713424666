import { readFileSync } from 'node:fs';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { LOG_LEVELS, type LogLevel } from './log.ts';
import { redisUrlProblem } from './queue/redis-url.ts';
import type { SlackSettings } from './slack/app.ts';
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
  readonly sources: SourceSettings;
}

export type LoadedConfig =
  | { readonly ok: true; readonly config: Config }
  /** One sentence each: the setting, and what to write. */
  | { readonly ok: false; readonly problems: readonly string[] };

/** What the settings are for: a worker needs no signing secret, the command line no Slack at all. */
export type Purpose = 'checker' | 'bot' | 'worker' | 'start';

type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_FILE = 'irsa-doctor.yaml';
const roleArn = z
  .string()
  .regex(
    /^arn:aws[a-z0-9-]*:iam::\d{12}:role\/[\w/.@+=,-]+$/,
    'write the ARN of a role, arn:aws:iam::111122223333:role/irsa-doctor-read',
  );

const clusterSchema = z.strictObject({
  name: z.string().min(1, 'write the name that people type'),
  eks: z.strictObject({ name: z.string().min(1), region: z.string().min(1) }).optional(),
  kubernetes: z
    .union(
      [
        z.strictObject({ auth: z.enum(['eks', 'in-cluster'], 'write eks or in-cluster') }),
        z.strictObject({ context: z.string().min(1) }),
      ],
      'write { auth: eks }, { auth: in-cluster } or { context: NAME }',
    )
    .optional(),
  assumeRole: roleArn.optional(),
});

const fileSchema = z.strictObject({
  clusters: z.array(clusterSchema).default([]),
  accounts: z
    .record(
      z.string().regex(/^\d{12}$/, 'write the account id as twelve digits in quotes, "444455556666"'),
      z.strictObject({ assumeRole: roleArn }),
    )
    .default({}),
});

/**
 * Reads all settings and reports all problems at once.
 * @param env the process's environment; nothing else in the program reads it
 */
export function loadConfig(env: Environment, purpose: Purpose, read = readTextFile): LoadedConfig {
  const problems: string[] = [];
  const file = loadFile(env, read, problems);
  const slack = purpose === 'checker' ? null : loadSlack(env, purpose, problems);
  const redisUrl = setting(env, 'REDIS_URL');
  const redisProblem = redisUrl === null ? null : redisUrlProblem(redisUrl);
  if (redisProblem !== null) problems.push(`REDIS_URL: ${redisProblem}`);
  if (purpose !== 'start' && purpose !== 'checker' && redisUrl === null) {
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
    sources: {
      clusters: file.clusters.map((cluster) => ({
        name: cluster.name,
        eks: cluster.eks ?? null,
        kubernetes: cluster.kubernetes ?? null,
        assumeRole: cluster.assumeRole ?? null,
      })),
      accounts: file.accounts,
      kubeconfigPath: setting(env, 'KUBECONFIG'),
    },
  };
  return problems.length === 0 ? { ok: true, config } : { ok: false, problems };
}

function loadFile(env: Environment, read: (path: string) => string | null, problems: string[]) {
  const named = setting(env, 'IRSA_DOCTOR_CONFIG');
  const path = named ?? DEFAULT_FILE;
  const empty = { clusters: [], accounts: {} };
  let text: string | null;
  try {
    text = read(path);
  } catch (error) {
    problems.push(
      `${path} cannot be read (${messageOf(error)}): make it readable, or name another in IRSA_DOCTOR_CONFIG.`,
    );
    return empty;
  }
  if (text === null) {
    if (named !== null)
      problems.push(`IRSA_DOCTOR_CONFIG names ${named}, which does not exist: write the path of the file.`);
    return empty;
  }
  let document: unknown;
  try {
    document = parseYaml(text) ?? {};
  } catch (error) {
    problems.push(`${path} is not valid YAML: ${firstLine(messageOf(error))}.`);
    return empty;
  }
  const parsed = fileSchema.safeParse(document);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      // Of a record's key, zod tells the reason one level down.
      const { message } = issue.code === 'invalid_key' ? (issue.issues[0] ?? issue) : issue;
      problems.push(`${path}: ${issue.path.join('.') || 'the file'}: ${message}.`);
    }
    return empty;
  }
  const names = parsed.data.clusters.map((cluster) => cluster.name);
  for (const name of new Set(names.filter((name, index) => names.indexOf(name) !== index))) {
    problems.push(`${path}: clusters: the name ${name} is there twice: give each cluster a name of its own.`);
  }
  return parsed.data;
}

function loadSlack(env: Environment, purpose: Purpose, problems: string[]): SlackSettings | null {
  const botToken = setting(env, 'SLACK_BOT_TOKEN');
  const signingSecret = setting(env, 'SLACK_SIGNING_SECRET');
  const appToken = setting(env, 'SLACK_APP_TOKEN');
  const apiUrl = setting(env, 'SLACK_API_URL');
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
  if (purpose !== 'worker' && appToken === null && signingSecret === null) {
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

function logLevelOf(env: Environment, problems: string[]): LogLevel {
  const value = setting(env, 'LOG_LEVEL') ?? 'info';
  const level = LOG_LEVELS.find((known) => known === value);
  if (level === undefined) problems.push(`LOG_LEVEL is not known: write one of ${LOG_LEVELS.join(', ')}.`);
  return level ?? 'info';
}

function readTextFile(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}
