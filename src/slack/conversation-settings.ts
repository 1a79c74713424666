/** What `irsa-doctor.yaml` says under `slack`. Slack's ids throughout: names of channels and groups change. */
export interface ConversationSettings {
  /** By channel id. */
  readonly channels: ReadonlyMap<string, ChannelSettings>;
  /** Who may ask about what; null where everybody may ask about everything. */
  readonly access: readonly AccessRule[] | null;
  /** Who can help somebody who was refused: a channel's, user's or user group's id, or words. */
  readonly contact: string | null;
  /** Whether account ids and ARNs stand in messages in full. */
  readonly identifiers: 'shown' | 'shortened';
}

export interface ChannelSettings {
  /** The cluster that is meant where nobody names one. */
  readonly cluster: string | null;
  /** Whether errors are answered without anybody asking. */
  readonly isWatched: boolean;
}

/** One line of who may ask about what. A list that is null does not limit anything. */
export interface AccessRule {
  /** Ids of workspaces, or of an organisation for all of its workspaces. */
  readonly workspaces: readonly string[] | null;
  /** Channel ids, and `direct-messages` for those with the bot. */
  readonly channels: readonly string[] | null;
  /** User ids. Somebody counts who is in this list or in one of `groups`. */
  readonly users: readonly string[] | null;
  readonly groups: readonly string[] | null;
  readonly clusters: readonly string[] | null;
  /** Names, or patterns in which `*` stands for any characters. */
  readonly namespaces: readonly string[] | null;
}

export const NO_CONVERSATION_SETTINGS: ConversationSettings = {
  channels: new Map(),
  access: null,
  contact: null,
  identifiers: 'shown',
};
