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
