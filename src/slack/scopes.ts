import type { ConversationSettings } from './conversation-settings.ts';

/** What the app asks for in `manifest.yml`, and what for. */
export interface Scope {
  readonly name: string;
  readonly purpose: string;
  readonly isNeeded: boolean;
}

export const SCOPES: readonly Scope[] = [
  { name: 'app_mentions:read', purpose: 'hear @irsa', isNeeded: true },
  { name: 'chat:write', purpose: 'answer', isNeeded: true },
  { name: 'commands', purpose: 'take /irsa and the message shortcut', isNeeded: true },
  { name: 'im:history', purpose: 'hear direct messages', isNeeded: true },
  {
    name: 'channels:history',
    purpose:
      'find, after a crash, the answer that is there already in a public channel, and read its threads',
    isNeeded: false,
  },
  {
    name: 'groups:history',
    purpose:
      'find, after a crash, the answer that is there already in a private channel, and read its threads',
    isNeeded: false,
  },
  {
    name: 'chat:write.public',
    purpose: 'answer a command in public channels without being invited',
    isNeeded: false,
  },
  { name: 'files:write', purpose: 'put a corrected policy into the thread as a file', isNeeded: false },
  {
    name: 'usergroups:read',
    purpose: 'see who is in the user groups of irsa-doctor.yaml',
    isNeeded: false,
  },
];

/** A scope that the settings make more of: without it something that they ask for does not happen. */
export interface WantedScope {
  readonly name: string;
  readonly purpose: string;
  /** False where another scope may do: nothing in a channel's id tells whether it is private. */
  readonly isCertain: boolean;
}

/**
 * Scopes without which something in `irsa-doctor.yaml` has no effect.
 * @param granted what the app has
 */
export function scopesWantedBy(
  { channels, access }: Pick<ConversationSettings, 'channels' | 'access'>,
  granted: readonly string[],
): readonly WantedScope[] {
  const watched = [...channels].filter(([, { isWatched }]) => isWatched).map(([id]) => id);
  const hearsNone = !granted.includes('channels:history') && !granted.includes('groups:history');
  const mayBePublic = watched.some((id) => id.startsWith('C'));
  const isPrivate = watched.some((id) => id.startsWith('G'));
  const hasGroups = access?.some(({ groups }) => groups !== null) ?? false;
  return [
    ...(mayBePublic
      ? [{ name: 'channels:history', purpose: 'hear public channels with watch: true', isCertain: hearsNone }]
      : []),
    ...(mayBePublic || isPrivate
      ? [{ name: 'groups:history', purpose: 'hear private channels with watch: true', isCertain: isPrivate }]
      : []),
    ...(hasGroups
      ? [{ name: 'usergroups:read', purpose: 'see who is in the groups of slack.access', isCertain: true }]
      : []),
  ];
}
