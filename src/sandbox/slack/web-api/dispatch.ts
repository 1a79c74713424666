import { setTimeout as pause } from 'node:timers/promises';
import { answerThroughUrl } from '../answers.ts';
import type { Faults } from '../faults.ts';
import type { PostLimit } from '../rate-limit.ts';
import type { Clock } from '../state/ids.ts';
import type { Wire } from '../state/wire.ts';
import type { Arguments } from './arguments.ts';
import { failure, type Method, type MethodContext, type Reply } from './method.ts';
import { methods } from './methods.ts';

/** One call of the Web API, as it was asked and answered. The token is never kept. */
export interface Call {
  readonly method: string;
  /** The workspace whose token came with the call; null where none did that is known. */
  readonly team: string | null;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly args: Wire;
  /** `ok`, Slack's name for the error, or the fault that hit the call. */
  readonly outcome: string;
}

/** What the server is to do with the request. */
export type Answer =
  | {
      readonly kind: 'reply';
      readonly status: number;
      readonly body: Reply;
      readonly headers: Readonly<Record<string, string>>;
    }
  /** Break the connection. */
  | { readonly kind: 'reset' }
  /** Say nothing, ever. */
  | { readonly kind: 'hang' };

export interface Desk {
  /** At least one. The app's own token stands for the first. */
  readonly teams: readonly Team[];
  readonly origin: string;
  readonly appToken: string | null;
  readonly faults: Faults;
  readonly postLimit: PostLimit;
  readonly log: (call: Call) => void;
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

/** A workspace, and the token that opens it. */
export interface Team {
  readonly botToken: string;
  readonly context: MethodContext;
}

/** Answers one call: fault, token, scope, pace, method, in this order. `token` is null where the request carries none. */
export function answerCall(
  desk: Desk,
  method: string,
  token: string | null,
  args: Arguments,
): Promise<Answer> {
  const team = teamOf(desk, token, args);
  return answer(desk, method, team, args, () => run(desk, method, token, team, args));
}

/** Answers a post to a response_url, which faults, delays and the log know as the method `response_url`. */
export function answerResponse(desk: Desk, key: string, args: Arguments): Promise<Answer> {
  const team = desk.teams.find(({ context }) => context.workspace.responseUrls.knows(key)) ?? null;
  return answer(desk, 'response_url', team, args, () => {
    if (team === null) return reply(failure('invalid_url'), 404);
    const { status, body } = answerThroughUrl(team.context.workspace, key, args);
    return reply(body, status);
  });
}

async function answer(
  desk: Desk,
  method: string,
  team: Team | null,
  args: Arguments,
  act: () => Replied,
): Promise<Answer> {
  const id = team?.context.workspace.app.teamId ?? null;
  const call = { method, team: id, at: desk.clock(), args: args.shown() };
  const delay = desk.faults.delayOf(method);
  if (delay > 0) await pause(delay, undefined, { signal: desk.signal });
  const fault = desk.faults.take(method);
  if (fault && fault.kind !== 'reset-after-accept') {
    desk.log({ ...call, outcome: fault.kind });
    return answerFault(fault.kind, fault.retryAfter ?? 1);
  }
  const replied = act();
  const outcome = replied.body.ok ? 'ok' : String(replied.body.error);
  desk.log({ ...call, outcome: fault ? fault.kind : outcome });
  return fault ? { kind: 'reset' } : replied;
}

type Replied = Extract<Answer, { kind: 'reply' }>;

/** The token of an organisation opens all of its workspaces: which one is meant, the call says, or the channel that it names. */
function teamOf({ teams, appToken }: Desk, token: string | null, args: Arguments): Team | null {
  const own = teams.filter(({ botToken }) => botToken === token);
  const named = args.text('team_id');
  const channel = args.text('channel') ?? args.text('channel_id') ?? '';
  return (
    own.find(({ context }) => context.workspace.app.teamId === named) ??
    own.find(({ context }) => context.workspace.directory.channel(channel) !== null) ??
    own[0] ??
    (token === appToken ? (teams[0] ?? null) : null)
  );
}

function run(desk: Desk, name: string, token: string | null, team: Team | null, args: Arguments): Replied {
  const method = methods.get(name);
  if (!method) return reply(failure('unknown_method', { req_method: name }));
  const fault = tokenFault(desk, method, token);
  if (fault || team === null) return reply(failure(fault ?? 'invalid_auth'), 200);
  const { scopes } = team.context;
  const headers = {
    'x-oauth-scopes': scopes.join(','),
    ...(method.scope === null ? {} : { 'x-accepted-oauth-scopes': [method.scope].flat().join(',') }),
  };
  const accepted = method.scope === null ? [] : [method.scope].flat();
  if (accepted.length > 0 && !accepted.some((scope) => scopes.includes(scope))) {
    return reply(
      failure('missing_scope', { needed: accepted.join(','), provided: scopes.join(',') }),
      200,
      headers,
    );
  }
  const wait = name === 'chat.postMessage' ? desk.postLimit.wait(args.text('channel') ?? '') : 0;
  if (wait > 0) return tooMany(wait);
  return reply(method.run(args, team.context), 200, headers);
}

function tokenFault(desk: Desk, method: Method, token: string | null): string | null {
  if (method.token === 'none') return null;
  if (token === null || token === '') return 'not_authed';
  const isBot = desk.teams.some(({ botToken }) => botToken === token);
  const isApp = token === desk.appToken;
  if (!isBot && !isApp) return 'invalid_auth';
  const isRight = method.token === 'app' ? isApp : isBot;
  return isRight ? null : 'not_allowed_token_type';
}

function answerFault(kind: string, retryAfter: number): Answer {
  if (kind === '429') return tooMany(retryAfter);
  if (kind === '500') return reply(failure('internal_error'), 500);
  if (kind === 'hang') return { kind: 'hang' };
  if (kind === 'reset') return { kind: 'reset' };
  return reply(failure(kind.slice('error:'.length)));
}

function tooMany(seconds: number): Replied {
  return reply(failure('ratelimited'), 429, { 'retry-after': String(seconds) });
}

function reply(body: Reply, status = 200, headers: Readonly<Record<string, string>> = {}): Replied {
  return { kind: 'reply', status, body, headers };
}
