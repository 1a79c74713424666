import { validate } from './blocks.ts';
import { getPermalink, remove, update as updateMessage } from './chat-change.ts';
import { postEphemeral, postMessage } from './chat-post.ts';
import { history, info, join, replies } from './conversations.ts';
import { completeUpload, getUploadUrl } from './files.ts';
import type { Method } from './method.ts';
import { open, publish, push, update as updateView } from './views.ts';
import {
  addReaction,
  authTest,
  botInfo,
  groupMembers,
  openConnection,
  setThreadStatus,
  userInfo,
} from './workspace-methods.ts';

/** The methods of the Web API that this Slack knows, under their names. */
export const methods: ReadonlyMap<string, Method> = new Map([
  ['apps.connections.open', openConnection],
  ['assistant.threads.setStatus', setThreadStatus],
  ['auth.test', authTest],
  ['blocks.validate', validate],
  ['bots.info', botInfo],
  ['chat.delete', remove],
  ['chat.getPermalink', getPermalink],
  ['chat.postEphemeral', postEphemeral],
  ['chat.postMessage', postMessage],
  ['chat.update', updateMessage],
  ['conversations.history', history],
  ['conversations.info', info],
  ['conversations.join', join],
  ['conversations.replies', replies],
  ['files.completeUploadExternal', completeUpload],
  ['files.getUploadURLExternal', getUploadUrl],
  ['reactions.add', addReaction],
  ['usergroups.users.list', groupMembers],
  ['users.info', userInfo],
  ['views.open', open],
  ['views.publish', publish],
  ['views.push', push],
  ['views.update', updateView],
]);
