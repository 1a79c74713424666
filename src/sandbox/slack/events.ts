import type { Outbox } from './delivery/outbox.ts';
import type { Channel } from './state/directory.ts';
import type { ChannelMessage, MessageChange } from './state/messages.ts';
import type { Wire } from './state/wire.ts';
import type { Workspace } from './workspace.ts';

const channelTypes = { public: 'channel', private: 'group', im: 'im' } as const;
const messageEvents = { public: 'message.channels', private: 'message.groups', im: 'message.im' } as const;

/**
 * Tells the app of what happens in channels where its bot is a member, as far as it has subscribed. A mention in a channel whose messages
 * it also reads arrives twice, as two events with two ids; the app's own messages and updates arrive as well.
 *
 * @returns a function that ends it.
 */
export function announceEvents(
  workspace: Workspace,
  outbox: Outbox,
  subscriptions: ReadonlySet<string>,
): () => void {
  return workspace.messages.onChange((change) => {
    const message = change.kind === 'deleted' ? change.previous : change.message;
    const channel = workspace.directory.channel(message.channel);
    if (!channel || !workspace.directory.hasBot(channel)) return;
    if (isMention(change, channel, workspace) && subscriptions.has('app_mention')) {
      outbox.announce(envelope(workspace, { ...spoken(message, workspace), type: 'app_mention' }));
    }
    if (subscriptions.has(messageEvents[channel.kind])) {
      outbox.announce(envelope(workspace, messageEvent(change, channel, workspace)));
    }
  });
}

/** Tells the app that somebody looks at its home. */
export function announceHomeOpened(workspace: Workspace, outbox: Outbox, user: string): void {
  const channel = workspace.directory.channel(user)?.id ?? '';
  const view = workspace.views.homeOf(user);
  const event = { type: 'app_home_opened', user, channel, tab: 'home', event_ts: workspace.ids.timestamp() };
  outbox.announce(envelope(workspace, view ? { ...event, view } : event));
}

function isMention(change: MessageChange, channel: Channel, { app }: Workspace): boolean {
  if (change.kind !== 'posted' || channel.kind === 'im' || change.message.user === app.botUserId)
    return false;
  return change.message.text.includes(`<@${app.botUserId}>`);
}

function messageEvent(change: MessageChange, channel: Channel, workspace: Workspace): Wire {
  const channelType = channelTypes[channel.kind];
  if (change.kind === 'posted') return { ...spoken(change.message, workspace), channel_type: channelType };
  const ts = workspace.ids.timestamp();
  const shared = {
    type: 'message',
    channel: channel.id,
    channel_type: channelType,
    hidden: true,
    ts,
    event_ts: ts,
  };
  const previous = spoken(change.previous, workspace);
  if (change.kind === 'deleted') {
    return {
      ...shared,
      subtype: 'message_deleted',
      deleted_ts: change.previous.ts,
      previous_message: previous,
    };
  }
  return {
    ...shared,
    subtype: 'message_changed',
    message: spoken(change.message, workspace),
    previous_message: previous,
  };
}

function spoken(message: ChannelMessage, { app }: Workspace): Wire {
  const { metadata: _metadata, ...shown } = message;
  return { ...shown, team: app.teamId, event_ts: message.ts };
}

function envelope({ app, ids, clock }: Workspace, event: Wire): Wire {
  return {
    type: 'event_callback',
    token: 'verification-token',
    team_id: app.teamId,
    enterprise_id: app.enterpriseId,
    context_team_id: app.teamId,
    context_enterprise_id: app.enterpriseId,
    api_app_id: app.appId,
    event,
    event_id: ids.next('Ev'),
    event_time: Math.floor(clock() / 1000),
    event_context: ids.next('EC'),
    is_ext_shared_channel: false,
    authorizations: [
      {
        enterprise_id: app.enterpriseId,
        team_id: app.teamId,
        user_id: app.botUserId,
        is_bot: true,
        is_enterprise_install: app.enterpriseId !== null,
      },
    ],
  };
}
