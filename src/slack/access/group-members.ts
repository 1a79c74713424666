import { WebAPIPlatformError } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Whereabouts, Workspaces } from '../workspaces.ts';
import type { IsInGroups } from './judge.ts';

/** For how long a group's members are believed, in milliseconds. Slack lets an app ask some twenty times a minute. */
const FRESH_MS = 5 * 60_000;
/** Slack waits three seconds for an acknowledgement; this comes before it. */
const LIMIT_MS = 1_500;

interface Reading {
  readonly at: number;
  readonly members: Promise<ReadonlySet<string> | null>;
}

/**
 * Asks Slack who is in user groups, each of them at most every five minutes in each workspace. What could not be read is asked for again at
 * once; where there are several workspaces, a group that one of them does not have is another's.
 */
export function createGroupMembers(
  { clientFor, areSeveral }: Pick<Workspaces, 'clientFor' | 'areSeveral'>,
  log: Logger,
  now: () => number,
): IsInGroups {
  const readings = new Map<string, Reading>();

  const read = async (where: Whereabouts, group: string): Promise<ReadonlySet<string> | null> => {
    const { promise: late, resolve } = Promise.withResolvers<null>();
    const timer = setTimeout(() => resolve(null), LIMIT_MS);
    try {
      const asking = clientFor(where).then((client) => client.usergroups.users.list({ usergroup: group }));
      const answer = await Promise.race([asking, late]);
      if (answer === null) log.warn({ event: 'group-unreadable', group, reason: 'timeout' });
      return answer === null ? null : new Set(answer.users ?? []);
    } catch (error) {
      const reason = error instanceof WebAPIPlatformError ? error.data.error : String(error);
      if (areSeveral && reason === 'no_such_subteam') return new Set();
      log.warn({ event: 'group-unreadable', group, reason });
      return null;
    } finally {
      clearTimeout(timer);
    }
  };

  const membersOf = async (where: Whereabouts, group: string): Promise<ReadonlySet<string> | null> => {
    const key = `${where.teamId ?? where.enterpriseId}/${group}`;
    const known = readings.get(key);
    if (known !== undefined && now() - known.at < FRESH_MS) return known.members;
    const reading = { at: now(), members: read(where, group) };
    readings.set(key, reading);
    const members = await reading.members;
    if (members === null && readings.get(key) === reading) readings.delete(key);
    return members;
  };

  return async (asker, groups) => {
    const all = await Promise.all(groups.map((group) => membersOf(asker, group)));
    if (all.some((members) => members?.has(asker.user))) return true;
    return all.includes(null) ? null : false;
  };
}
