import { z } from 'zod';
import { WORKSPACE, WORKSPACE_ID, workspacesSchema } from './config-workspaces.ts';
import type { ConversationSettings } from './slack/conversation-settings.ts';
import { name, settings } from './strict-settings.ts';

const CHANNEL_ID = /^[CG][A-Z0-9]{5,20}$/;
const CHANNEL =
  'write the id of a channel, such as C0123456789: it stands at the end of the channel’s details';
const USER = 'write the id of a user, such as U0123456789: it stands in the menu of the profile';
const GROUP = 'write the id of a user group, such as S0123456789: it stands in the address of the group';
const NAMESPACE = 'write the name of a namespace, in which * may stand for any characters';

const list = (item: z.ZodType<string>, remedy: string) =>
  z.array(item, remedy).min(1, `${remedy}, or leave the line out`).optional();

const rule = settings('write any of channels, users, groups, clusters, namespaces, workspaces', {
  channels: list(
    z
      .string(CHANNEL)
      .refine(
        (text) => text === 'direct-messages' || CHANNEL_ID.test(text),
        `${CHANNEL}, or direct-messages`,
      ),
    'write a list of channel ids',
  ),
  users: list(z.string(USER).regex(/^[UW][A-Z0-9]{5,20}$/, USER), 'write a list of user ids'),
  groups: list(z.string(GROUP).regex(/^S[A-Z0-9]{5,20}$/, GROUP), 'write a list of user group ids'),
  clusters: list(name('write the name of a cluster'), 'write a list of clusters'),
  namespaces: list(z.string(NAMESPACE).regex(/^[a-z0-9*-]{1,63}$/, NAMESPACE), 'write a list of namespaces'),
  workspaces: list(z.string(WORKSPACE).regex(WORKSPACE_ID, WORKSPACE), 'write a list of workspace ids'),
});

/** The section `slack` of `irsa-doctor.yaml`. */
export const conversationSchema = settings('write channels, access, contact, identifiers and workspaces', {
  channels: z
    .record(
      z.string().regex(CHANNEL_ID, CHANNEL),
      settings('write { cluster: NAME, watch: true }', {
        cluster: name('write the name of a cluster').optional(),
        watch: z.boolean('write true or false').optional(),
      }),
      'write channel ids, each with { cluster: NAME, watch: true }',
    )
    .nullish(),
  /** Not nullish: with every rule commented out, nobody should find that everybody may ask. */
  access: z.array(rule, 'write a list, each rule after a dash, or leave the line out').optional(),
  contact: name('write who can help: an id of Slack’s, or words').optional(),
  identifiers: z.enum(['shown', 'shortened'], 'write shown or shortened').optional(),
  workspaces: workspacesSchema,
}).nullish();

/** An empty list of rules lets nobody ask, which is what it says; leaving it out lets everybody ask. */
export function conversationOf(section: z.infer<typeof conversationSchema>): ConversationSettings {
  return {
    channels: new Map(
      Object.entries(section?.channels ?? {}).map(([id, { cluster, watch }]) => [
        id,
        { cluster: cluster ?? null, isWatched: watch ?? false },
      ]),
    ),
    access:
      section?.access?.map(({ workspaces, channels, users, groups, clusters, namespaces }) => ({
        workspaces: workspaces ?? null,
        channels: channels ?? null,
        users: users ?? null,
        groups: groups ?? null,
        clusters: clusters ?? null,
        namespaces: namespaces ?? null,
      })) ?? null,
    contact: section?.contact ?? null,
    identifiers: section?.identifiers ?? 'shown',
  };
}

/** Clusters that the section names and nobody has set up, each with its place. Without a list of clusters there is nothing to compare with. */
export function unknownClusters(
  { channels, access }: ConversationSettings,
  known: readonly string[],
): readonly string[] {
  if (known.length === 0) return [];
  const named = [
    ...[...channels].map(([id, { cluster }]) => [`channels.${id}.cluster`, cluster] as const),
    ...(access ?? []).flatMap(({ clusters }, index) =>
      (clusters ?? []).map((one) => [`access.${index}.clusters`, one] as const),
    ),
  ];
  return named
    .filter(([, cluster]) => cluster !== null && !known.includes(cluster))
    .map(
      ([place, cluster]) =>
        `slack.${place}: ${cluster} is not under clusters: write one of ${known.join(', ')}.`,
    );
}
