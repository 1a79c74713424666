import type { ChannelMessage, Content } from '../state/messages.ts';
import type { Arguments } from './arguments.ts';
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

/** Unlike a post, an update with a longer text is refused. */
const maxUpdatedText = 4000;

export const update: Method = {
  token: 'bot',
  scope: 'chat:write',
  run(args, context) {
    const { workspace } = context;
    const previous = ownMessage(args, context, 'cant_update_message');
    if (isReply(previous)) return previous;
    if ((args.text('text')?.length ?? 0) > maxUpdatedText) return failure('msg_too_long');
    const reading = readContent(args, workspace);
    if (!reading.ok) return reading.refusal;
    const content = merge(previous, reading.content, args);
    if (isEmpty(content)) return failure('no_text');
    if (losesRichText(previous, content)) return failure('block_mismatch');
    const {
      blocks: _blocks,
      attachments: _attachments,
      metadata: _metadata,
      edited: _edited,
      ...kept
    } = previous;
    const ts = workspace.ids.timestamp();
    // Slack marks a message as edited only where its text, not its blocks, is what people see.
    const edited = content.blocks ? {} : { edited: { user: workspace.app.botUserId, ts } };
    const message: ChannelMessage = { ...kept, ...content, ...edited };
    workspace.messages.replace(previous, message);
    const shown = workspace.messages.asWire(message, { withMetadata: true });
    return success({ channel: message.channel, ts: message.ts, text: message.text, message: shown });
  },
};

export const remove: Method = {
  token: 'bot',
  scope: 'chat:write',
  run(args, context) {
    const previous = ownMessage(args, context, 'cant_delete_message');
    if (isReply(previous)) return previous;
    context.workspace.messages.remove(previous);
    return success({ channel: previous.channel, ts: previous.ts });
  },
};

export const getPermalink: Method = {
  token: 'bot',
  scope: null,
  run(args, context) {
    const channel = visibleChannel(args, context);
    if (isReply(channel)) return channel;
    const ts = args.text('message_ts');
    if (ts === null) return missingArgument('message_ts');
    const message = context.workspace.messages.find(channel.id, ts);
    if (!message) return failure('message_not_found');
    const path = `/archives/${channel.id}/p${ts.replace('.', '')}`;
    const query = message.thread_ts === undefined ? '' : `?thread_ts=${message.thread_ts}&cid=${channel.id}`;
    return success({ channel: channel.id, permalink: `${context.origin}${path}${query}` });
  },
};

function ownMessage(args: Arguments, context: MethodContext, notOwn: string): ChannelMessage | Reply {
  const channel = visibleChannel(args, context);
  if (isReply(channel)) return channel;
  // A person's id opens a conversation when something is posted; to change something, Slack wants the conversation's own id.
  if (channel.id !== args.text('channel')) return failure('channel_not_found');
  const ts = args.text('ts');
  if (ts === null) return missingArgument('ts');
  const { app, messages } = context.workspace;
  const message = messages.find(channel.id, ts);
  if (!message) return failure('message_not_found');
  return message.bot_id === app.botId ? message : failure(notOwn);
}

/** A new text without blocks takes the old blocks away; blocks alone keep the old text. Metadata and attachments stay unless given. */
function merge(previous: ChannelMessage, given: Content, args: Arguments): Content {
  const hasText = args.has('text') || args.has('markdown_text');
  const blocks = args.has('blocks') ? given.blocks : hasText ? undefined : previous.blocks;
  const attachments = args.has('attachments') ? given.attachments : previous.attachments;
  const metadata = args.has('metadata') ? given.metadata : previous.metadata;
  return {
    text: hasText ? given.text : previous.text,
    ...(blocks ? { blocks } : {}),
    ...(attachments ? { attachments } : {}),
    ...(metadata ? { metadata } : {}),
  };
}

/** Slack does not let a block of rich text become another kind of block; one with a new id is another block. */
function losesRichText(previous: Content, next: Content): boolean {
  const rich = (previous.blocks ?? [])
    .filter((block) => block.type === 'rich_text')
    .map((block) => block.block_id);
  return (next.blocks ?? []).some((block) => block.type !== 'rich_text' && rich.includes(block.block_id));
}
