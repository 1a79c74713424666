import type { Channel } from '../state/directory.ts';
import { isEmpty, readContent } from './message-content.ts';
import {
  failure,
  isReply,
  type Method,
  type MethodContext,
  missingArgument,
  type Reply,
  success,
  visibleChannel,
} from './method.ts';

export const postMessage: Method = {
  token: 'bot',
  scope: 'chat:write',
  run(args, context) {
    const { workspace } = context;
    const channel = visibleChannel(args, context);
    if (isReply(channel)) return channel;
    const barrier = barrierTo(channel, context);
    if (barrier) return barrier;
    const reading = readContent(args, workspace);
    if (!reading.ok) return reading.refusal;
    if (isEmpty(reading.content)) return failure('no_text');
    const parent = parentOf(channel.id, args.text('thread_ts'), context);
    if (parent === 'missing') return failure('thread_not_found');
    const message = workspace.messages.post({
      channel: channel.id,
      user: workspace.app.botUserId,
      bot_id: workspace.app.botId,
      app_id: workspace.app.appId,
      ...(parent === null ? {} : { thread_ts: parent }),
      ...reading.content,
    });
    if (parent !== null) workspace.statuses.set(channel.id, parent, '');
    const shown = workspace.messages.asWire(message, { withMetadata: true });
    return success({ channel: channel.id, ts: message.ts, message: shown });
  },
};

export const postEphemeral: Method = {
  token: 'bot',
  scope: 'chat:write',
  run(args, context) {
    const { workspace } = context;
    const channel = visibleChannel(args, context);
    if (isReply(channel)) return channel;
    const user = args.text('user');
    if (user === null) return missingArgument('user');
    const barrier = barrierTo(channel, context);
    if (barrier) return barrier;
    if (!channel.members.includes(user)) return failure('user_not_in_channel');
    const reading = readContent(args, workspace);
    if (!reading.ok) return reading.refusal;
    if (isEmpty(reading.content)) return failure('no_text');
    const parent = parentOf(channel.id, args.text('thread_ts'), context);
    if (parent === 'missing') return failure('thread_not_found');
    const shown = workspace.ephemerals.show({
      channel: channel.id,
      user,
      ...(parent === null ? {} : { thread_ts: parent }),
      ...reading.content,
    });
    return success({ message_ts: shown.ts });
  },
};

/** Why the bot may not write here; null where it may. */
function barrierTo(channel: Channel, { workspace, scopes }: MethodContext): Reply | null {
  if (channel.isArchived) return failure('is_archived');
  if (workspace.directory.hasBot(channel)) return null;
  return channel.kind === 'public' && scopes.includes('chat:write.public') ? null : failure('not_in_channel');
}

/** The parent's ts of the thread that the ts stands in: replies to a reply go to its parent. */
function parentOf(
  channel: string,
  ts: string | null,
  { workspace }: MethodContext,
): string | null | 'missing' {
  if (ts === null) return null;
  const named = workspace.messages.find(channel, ts);
  return named ? (named.thread_ts ?? named.ts) : 'missing';
}
