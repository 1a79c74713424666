import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Logger } from 'pino';
import { inTime } from '../checker/in-time.ts';
import { askRedis } from '../queue/redis-facts.ts';
import type { SlackSettings } from '../slack/app.ts';
import { checkSlack } from '../slack/check-slack.ts';
import type { ConversationSettings } from '../slack/conversation-settings.ts';
import type { SourceDirectory } from '../sources/cluster-directory.ts';
import type { Condition } from './condition.ts';
import { examineSources, type Surroundings } from './look-at-sources.ts';
import { embeddedCondition, redisConditions } from './queue-conditions.ts';
import { slackConditions } from './slack-conditions.ts';

const SLACK_LIMIT_MS = 10_000;
const REDIS_LIMIT_MS = 5_000;
const SOURCES_LIMIT_MS = 30_000;

export interface SelfCheckSubjects {
  /** Null where no token is set. */
  readonly slack: SlackSettings | null;
  readonly conversation: ConversationSettings;
  readonly redisUrl: string | null;
  readonly dataDirectory: string;
  readonly directory: SourceDirectory;
  readonly surroundings: Surroundings;
  /** In which pods and service accounts are read. */
  readonly namespace: string;
  readonly log: Logger;
}

/** Tries everything that the bot needs, once. Changes nothing anywhere. Never rejects. */
export async function selfCheck(
  subjects: SelfCheckSubjects,
  signal: AbortSignal,
): Promise<readonly Condition[]> {
  const { slack, conversation, redisUrl, dataDirectory, directory, surroundings, namespace, log } = subjects;
  const found = await Promise.all([
    slack === null
      ? [NO_SLACK]
      : inTime({ signal, limitMs: SLACK_LIMIT_MS }, (limited) => checkSlack(slack, limited, { log })).then(
          (check) => [...slackConditions(check, conversation), ...signingSecretCondition(slack.receive)],
        ),
    redisUrl === null
      ? writingProblem(dataDirectory).then((problem) => [embeddedCondition(dataDirectory, problem)])
      : askRedis(redisUrl, REDIS_LIMIT_MS).then((report) => redisConditions(report)),
    inTime({ signal, limitMs: SOURCES_LIMIT_MS }, (limited) =>
      examineSources(directory, surroundings, namespace, limited),
    ),
  ]);
  return found.flat();
}

const NO_SLACK: Condition = {
  integration: 'slack',
  subject: 'bot token',
  state: 'skipped',
  reason: 'SLACK_BOT_TOKEN is not set; the command line needs none',
  remedy: null,
};

/** Slack tells nobody whether it is the right one: the first request does. */
function signingSecretCondition(receive: SlackSettings['receive']): readonly Condition[] {
  if (receive.mode === 'socket') return [];
  const subject = 'signing secret';
  if (receive.signingSecret !== '')
    return [
      {
        integration: 'slack',
        subject,
        state: 'ok',
        reason: 'set; only a request of Slack shows whether it is right',
        remedy: null,
      },
    ];
  const reason = 'not set, nor is SLACK_APP_TOKEN: start and bot need one of them, a worker does not';
  const remedy = 'Set SLACK_SIGNING_SECRET from "Basic Information", or SLACK_APP_TOKEN for Socket Mode.';
  return [{ integration: 'slack', subject, state: 'advice', reason, remedy }];
}

/** Why the directory, or the one that it would be made in, cannot be written; null where it can. */
async function writingProblem(directory: string): Promise<string | null> {
  let place = resolve(directory);
  for (;;) {
    try {
      await access(place, constants.W_OK);
      return null;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      if (code !== 'ENOENT' || dirname(place) === place) return `${place} cannot be written (${code})`;
      place = dirname(place);
    }
  }
}
