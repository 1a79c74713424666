import { failure, isReply, type Method, missingArgument, success, visibleChannel } from './method.ts';

export const authTest: Method = {
  token: 'bot',
  scope: null,
  run(_args, { workspace: { app }, origin }) {
    return success({
      url: `${origin}/`,
      team: app.teamName,
      user: app.botName,
      // The token of an organisation belongs to none of its workspaces.
      team_id: app.enterpriseId ?? app.teamId,
      user_id: app.botUserId,
      bot_id: app.botId,
      ...(app.enterpriseId === null ? {} : { enterprise_id: app.enterpriseId }),
      is_enterprise_install: app.enterpriseId !== null,
    });
  },
};

export const openConnection: Method = {
  token: 'app',
  scope: null,
  run(_args, { openSocket }) {
    const url = openSocket();
    return url === null ? failure('link_disabled') : success({ url });
  },
};

export const userInfo: Method = {
  token: 'bot',
  scope: 'users:read',
  run(args, { workspace }) {
    const reference = args.text('user');
    if (reference === null) return missingArgument('user');
    const person = workspace.directory.person(reference);
    if (!person) return failure('user_not_found');
    const { id, name, realName, isBot } = person;
    const profile = { real_name: realName, display_name: name };
    return success({
      user: {
        id,
        team_id: workspace.app.teamId,
        name,
        real_name: realName,
        is_bot: isBot,
        deleted: false,
        tz: 'Etc/UTC',
        profile,
      },
    });
  },
};

export const groupMembers: Method = {
  token: 'bot',
  scope: 'usergroups:read',
  run(args, { workspace: { directory, userGroups } }) {
    const members = userGroups[args.text('usergroup') ?? ''];
    if (members === undefined) return failure('no_such_subteam');
    return success({ users: members.map((name) => directory.person(name)?.id ?? name) });
  },
};

export const botInfo: Method = {
  token: 'bot',
  scope: 'users:read',
  run(args, { workspace: { app } }) {
    if ((args.text('bot') ?? app.botId) !== app.botId) return failure('bot_not_found');
    return success({
      bot: { id: app.botId, app_id: app.appId, user_id: app.botUserId, name: app.botName, deleted: false },
    });
  },
};

export const addReaction: Method = {
  token: 'bot',
  scope: 'reactions:write',
  run(args, context) {
    const { app, messages } = context.workspace;
    const channel = visibleChannel(args, context);
    if (isReply(channel)) return channel;
    const name = args.text('name')?.replace(/^:|:$/g, '') ?? '';
    if (!/^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/.test(name)) return failure('invalid_name');
    const ts = args.text('timestamp');
    if (ts === null) return failure('no_item_specified');
    const message = messages.find(channel.id, ts);
    if (!message) return failure('message_not_found');
    const reactions = message.reactions ?? [];
    const users = reactions.find((reaction) => reaction.name === name)?.users ?? [];
    if (users.includes(app.botUserId)) return failure('already_reacted');
    const others = reactions.filter((reaction) => reaction.name !== name);
    messages.react({ ...message, reactions: [...others, { name, users: [...users, app.botUserId] }] });
    return success();
  },
};

export const setThreadStatus: Method = {
  token: 'bot',
  scope: ['chat:write', 'assistant:write'],
  run(args, context) {
    const channel = visibleChannel(args, context, 'channel_id');
    if (isReply(channel)) return channel;
    const { messages, statuses } = context.workspace;
    const ts = args.text('thread_ts');
    if (ts === null) return missingArgument('thread_ts');
    if (!args.has('status')) return missingArgument('status');
    if (!messages.find(channel.id, ts)) return failure('invalid_thread_ts');
    const loading = args.structure('loading_messages');
    if (Array.isArray(loading) && loading.length > 10) {
      const words = '[ERROR] no more than 10 items allowed [json-pointer:/loading_messages]';
      return failure('invalid_arguments', { response_metadata: { messages: [words] } });
    }
    statuses.set(channel.id, ts, args.text('status') ?? '');
    return success();
  },
};
