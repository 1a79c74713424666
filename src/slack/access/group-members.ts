import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { IsInGroups } from './judge.ts';

/** For how long a group's members are believed, in milliseconds. Slack lets an app ask some twenty times a minute. */
const FRESH_MS = 5 * 60_000;
/** Slack waits three seconds for an acknowledgement; this comes before it. */
const LIMIT_MS = 1_500;

interface Reading {
  readonly at: number;
  readonly members: Promise<ReadonlySet<string> | null>;
}

/** Asks Slack who is in user groups, each of them at most every five minutes. What could not be read is asked for again at once. */
export function createGroupMembers(
  client: Pick<WebClient, 'usergroups'>,
  log: Logger,
  now: () => number,
): IsInGroups {
  const readings = new Map<string, Reading>();

  const read = async (group: string): Promise<ReadonlySet<string> | null> => {
    const { promise: late, resolve } = Promise.withResolvers<null>();
    const timer = setTimeout(() => resolve(null), LIMIT_MS);
    try {
      const answer = await Promise.race([client.usergroups.users.list({ usergroup: group }), late]);
      if (answer === null) log.warn({ event: 'group-unreadable', group, reason: 'timeout' });
      return answer === null ? null : new Set(answer.users ?? []);
    } catch (error) {
      const reason = error instanceof WebAPIPlatformError ? error.data.error : String(error);
      log.warn({ event: 'group-unreadable', group, reason });
      return null;
    } finally {
      clearTimeout(timer);
    }
  };

  const membersOf = async (group: string): Promise<ReadonlySet<string> | null> => {
    const known = readings.get(group);
    if (known !== undefined && now() - known.at < FRESH_MS) return known.members;
    const reading = { at: now(), members: read(group) };
    readings.set(group, reading);
    const members = await reading.members;
    if (members === null && readings.get(group) === reading) readings.delete(group);
    return members;
  };

  return async (user, groups) => {
    const all = await Promise.all(groups.map(membersOf));
    if (all.some((members) => members?.has(user))) return true;
    return all.includes(null) ? null : false;
  };
}
