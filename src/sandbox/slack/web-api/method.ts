import type { Refusal } from '../block-kit/check.ts';
import { problemLine } from '../block-kit/problems.ts';
import type { Channel } from '../state/directory.ts';
import type { Wire } from '../state/wire.ts';
import type { Workspace } from '../workspace.ts';
import type { Arguments } from './arguments.ts';

/** The body of an answer: `ok`, and what goes with it. */
export type Reply = Wire & { readonly ok: boolean };

/** What a method may use. */
export interface MethodContext {
  readonly workspace: Workspace;
  readonly scopes: readonly string[];
  /** Where this server is reached: `http://127.0.0.1:PORT`. */
  readonly origin: string;
  /** A new address for one socket; null in HTTP mode. */
  readonly openSocket: () => string | null;
}

/** One method of the Web API. */
export interface Method {
  readonly token: 'bot' | 'app' | 'none';
  /** What the token must have been granted; a list where one of several is enough. Null where every token will do. */
  readonly scope: string | readonly string[] | null;
  readonly run: (args: Arguments, context: MethodContext) => Reply;
}

export function success(fields: Wire = {}): Reply {
  return { ok: true, ...fields };
}

export function failure(error: string, fields: Wire = {}): Reply {
  return { ok: false, error, ...fields };
}

/** Slack's answer to blocks or a view that it does not take, with the place of every fault. */
export function refused(refusal: Refusal): Reply {
  if (refusal.problems.length === 0) return failure(refusal.error);
  const lines = refusal.problems.map(problemLine);
  return failure(refusal.error, {
    errors: lines,
    response_metadata: { messages: lines.map((line) => `[ERROR] ${line}`) },
  });
}

/** Slack's answer where an argument is missing. */
export function missingArgument(name: string): Reply {
  return failure('invalid_arguments', {
    response_metadata: { messages: [`[ERROR] missing required field: ${name}`] },
  });
}

export function isReply(value: object): value is Reply {
  return 'ok' in value;
}

/**
 * The channel that an argument names, as the bot sees it: private channels and other people's conversations do not exist for it
 * where it is no member.
 */
export function visibleChannel(
  args: Arguments,
  { workspace }: MethodContext,
  name = 'channel',
): Channel | Reply {
  const reference = args.text(name);
  if (reference === null) return missingArgument(name);
  const channel = workspace.directory.channel(reference);
  if (!channel || (channel.kind !== 'public' && !workspace.directory.hasBot(channel)))
    return failure('channel_not_found');
  return channel;
}
