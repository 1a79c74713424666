import type { Channel } from '../state/directory.ts';
import type { ChannelMessage } from '../state/messages.ts';
import type { Arguments } from './arguments.ts';
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

const readScopes = { public: 'channels:history', private: 'groups:history', im: 'im:history' } as const;
const infoScopes = { public: 'channels:read', private: 'groups:read', im: 'im:read' } as const;
const defaultPage = 100;
const maxPage = 1000;

export const info: Method = {
  token: 'bot',
  scope: Object.values(infoScopes),
  run(args, context) {
    const channel = visibleChannel(args, context);
    if (isReply(channel)) return channel;
    return (
      withoutScope(infoScopes[channel.kind], context) ?? success({ channel: describe(channel, context) })
    );
  },
};

export const join: Method = {
  token: 'bot',
  scope: 'channels:join',
  run(args, context) {
    const channel = visibleChannel(args, context);
    if (isReply(channel)) return channel;
    if (channel.kind !== 'public') return failure('method_not_supported_for_channel_type');
    if (channel.isArchived) return failure('is_archived');
    const { directory } = context.workspace;
    const wasIn = directory.hasBot(channel);
    directory.setBotMembership(channel.id, true);
    return success({
      channel: describe(channel, context),
      ...(wasIn ? { warning: 'already_in_channel' } : {}),
    });
  },
};

export const history: Method = {
  token: 'bot',
  scope: Object.values(readScopes),
  run(args, context) {
    const channel = readableChannel(args, context);
    if (isReply(channel)) return channel;
    const newestFirst = context.workspace.messages
      .inChannel(channel.id)
      .filter((message) => message.thread_ts === undefined || message.subtype === 'thread_broadcast')
      .toReversed();
    return page(newestFirst, args, context);
  },
};

export const replies: Method = {
  token: 'bot',
  scope: Object.values(readScopes),
  run(args, context) {
    const channel = readableChannel(args, context);
    if (isReply(channel)) return channel;
    const ts = args.text('ts');
    if (ts === null) return missingArgument('ts');
    const { messages } = context.workspace;
    const named = messages.find(channel.id, ts);
    if (!named) return failure('thread_not_found');
    return page(messages.thread(channel.id, named.thread_ts ?? named.ts), args, context);
  },
};

function readableChannel(args: Arguments, context: MethodContext): Channel | Reply {
  const channel = visibleChannel(args, context);
  if (isReply(channel)) return channel;
  const missing = withoutScope(readScopes[channel.kind], context);
  if (missing) return missing;
  return context.workspace.directory.hasBot(channel) ? channel : failure('not_in_channel');
}

function withoutScope(needed: string, { scopes }: MethodContext): Reply | null {
  return scopes.includes(needed) ? null : failure('missing_scope', { needed, provided: scopes.join(',') });
}

/** The messages between `oldest` and `latest`, a page at a time; the cursor is the place where the next page begins. */
function page(all: readonly ChannelMessage[], args: Arguments, { workspace }: MethodContext): Reply {
  const from =
    args.text('cursor') === null ? 0 : Number(Buffer.from(args.text('cursor') ?? '', 'base64url').toString());
  if (!Number.isInteger(from) || from < 0) return failure('invalid_cursor');
  const within = all.filter((message) => isWithin(message.ts, args));
  const limit = Math.min(args.count('limit', defaultPage), maxPage);
  const shown = within.slice(from, from + limit);
  const hasMore = from + limit < within.length;
  const options = { withMetadata: args.flag('include_all_metadata') };
  return success({
    messages: shown.map((message) => workspace.messages.asWire(message, options)),
    has_more: hasMore,
    ...(hasMore
      ? { response_metadata: { next_cursor: Buffer.from(String(from + limit)).toString('base64url') } }
      : {}),
  });
}

function isWithin(ts: string, args: Arguments): boolean {
  const oldest = Number(args.text('oldest') ?? 0);
  const latest = Number(args.text('latest') ?? Number.POSITIVE_INFINITY);
  const at = Number(ts);
  return args.flag('inclusive') ? at >= oldest && at <= latest : at > oldest && at < latest;
}

function describe(channel: Channel, { workspace }: MethodContext): Record<string, unknown> {
  const isDirect = channel.kind === 'im';
  return {
    id: channel.id,
    ...(isDirect ? { user: channel.members[0] } : { name: channel.name, name_normalized: channel.name }),
    is_channel: channel.kind === 'public',
    is_group: channel.kind === 'private',
    is_im: isDirect,
    is_private: channel.kind !== 'public',
    is_archived: channel.isArchived,
    is_member: workspace.directory.hasBot(workspace.directory.channel(channel.id) ?? channel),
    context_team_id: workspace.app.teamId,
  };
}
