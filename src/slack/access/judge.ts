import type { Place } from '../../queue/job.ts';
import type { AccessRule, ConversationSettings } from '../conversation-settings.ts';

/** Where and by whom something is asked, by Slack's ids. */
export type Asker = Pick<Place, 'teamId' | 'enterpriseId' | 'channel' | 'user'>;

/** What is asked about. `cluster` is null where nobody knows which one is meant, `namespace` where it is all of them. */
export interface Subject {
  readonly cluster: string | null;
  readonly namespace: string | null;
}

/** `cluster-unnamed`: this may be asked about some cluster, and nobody knows which one is meant. */
export type Why = 'asker' | 'subject' | 'cluster-unnamed' | 'groups-unreadable';

export type Permission = { readonly isGranted: true } | { readonly isGranted: false; readonly why: Why };

/** Tells whether somebody is in one of the groups; null where Slack did not say. */
export type IsInGroups = (asker: Asker, groups: readonly string[]) => Promise<boolean | null>;

const GRANTED: Permission = { isGranted: true };

/**
 * Whether one of the rules lets this person ask about this here. What cannot be seen never grants anything. `subject` is null for a question
 * for which nothing is read.
 */
export async function judge(
  access: ConversationSettings['access'],
  asker: Asker,
  subject: Subject | null,
  isInGroups: IsInGroups,
): Promise<Permission> {
  if (access === null || subject === null) return GRANTED;
  let why: Why = 'asker';
  const rules = access.filter(
    ({ channels, workspaces }) => holdsChannel(channels, asker.channel) && holdsWorkspace(workspaces, asker),
  );
  // All at once: Slack waits three seconds for everything together, and a group may have to be asked for.
  const namings = await Promise.all(rules.map((rule) => isNamedBy(rule, asker, isInGroups)));
  for (const [index, rule] of rules.entries()) {
    const isNamed = namings[index] ?? null;
    if (isNamed === null) why = 'groups-unreadable';
    if (isNamed !== true) continue;
    if (covers(rule, subject)) return GRANTED;
    const isAboutCluster = subject.cluster === null && covers({ ...rule, clusters: null }, subject);
    if (isAboutCluster) why = 'cluster-unnamed';
    else if (why === 'asker') why = 'subject';
  }
  return { isGranted: false, why };
}

function holdsChannel(channels: AccessRule['channels'], channel: string): boolean {
  return (
    channels === null ||
    channels.includes(channel) ||
    // Conversations with the bot have ids of their own, one for each person.
    (channel.startsWith('D') && channels.includes('direct-messages'))
  );
}

function holdsWorkspace(
  workspaces: AccessRule['workspaces'],
  { teamId, enterpriseId }: Pick<Asker, 'teamId' | 'enterpriseId'>,
): boolean {
  return workspaces === null || workspaces.some((id) => id === teamId || id === enterpriseId);
}

async function isNamedBy(
  { users, groups }: AccessRule,
  asker: Asker,
  isInGroups: IsInGroups,
): Promise<boolean | null> {
  if (users === null && groups === null) return true;
  if (users?.includes(asker.user)) return true;
  return groups === null ? false : isInGroups(asker, groups);
}

function covers({ clusters, namespaces }: AccessRule, { cluster, namespace }: Subject): boolean {
  return (
    (clusters === null || (cluster !== null && clusters.includes(cluster))) &&
    (namespaces === null || (namespace !== null && namespaces.some((one) => isLike(namespace, one))))
  );
}

function isLike(name: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return name === pattern;
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length)
    return false;
  let from = first.length;
  for (const part of rest) {
    const at = name.indexOf(part, from);
    if (at < 0 || at + part.length > name.length - last.length) return false;
    from = at + part.length;
  }
  return true;
}
