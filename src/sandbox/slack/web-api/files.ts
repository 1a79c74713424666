import type { StoredFile } from '../state/files.ts';
import { textOrNull, type Wire, wireList } from '../state/wire.ts';
import { failure, isReply, type Method, missingArgument, success, visibleChannel } from './method.ts';

export const getUploadUrl: Method = {
  token: 'bot',
  scope: 'files:write',
  run(args, { workspace, origin }) {
    const name = args.text('filename');
    if (name === null) return missingArgument('filename');
    const length = args.count('length', 0);
    if (length === 0) return missingArgument('length');
    const { key, id } = workspace.files.announce({ name, length, snippetType: args.text('snippet_type') });
    return success({ upload_url: `${origin}/upload/v1/${key}`, file_id: id });
  },
};

export const completeUpload: Method = {
  token: 'bot',
  scope: 'files:write',
  run(args, context) {
    const { workspace, origin } = context;
    const named = wireList(args.structure('files'));
    if (named.length === 0) return missingArgument('files');
    const channel = args.has('channel_id') ? visibleChannel(args, context, 'channel_id') : null;
    if (channel && isReply(channel)) return channel;
    if (channel && !workspace.directory.hasBot(channel)) return failure('not_in_channel');
    const parent = args.text('thread_ts');
    if (channel && parent !== null && !workspace.messages.find(channel.id, parent))
      return failure('invalid_thread_ts');
    const ids = named.map((file) => textOrNull(file.id) ?? '');
    if (ids.some((id) => workspace.files.find(id) === null)) return failure('file_not_found');
    const files = named.flatMap((file) => {
      const id = textOrNull(file.id) ?? '';
      const completed = workspace.files.complete(id, textOrNull(file.title), channel?.id ?? null);
      return completed ? [describe(completed, origin)] : [];
    });
    if (channel) {
      workspace.messages.post({
        channel: channel.id,
        user: workspace.app.botUserId,
        bot_id: workspace.app.botId,
        app_id: workspace.app.appId,
        text: args.text('initial_comment') ?? '',
        files,
        ...(parent === null ? {} : { thread_ts: parent }),
      });
    }
    return success({ files });
  },
};

function describe(file: StoredFile, origin: string): Wire {
  return {
    id: file.id,
    name: file.name,
    title: file.title,
    filetype: file.snippetType ?? 'text',
    size: file.content.length,
    mode: file.snippetType === null ? 'hosted' : 'snippet',
    preview: file.content.toString('utf8').slice(0, 200),
    url_private: `${origin}/files-pri/${file.id}/${encodeURIComponent(file.name)}`,
  };
}
