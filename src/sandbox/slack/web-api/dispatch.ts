import { setTimeout as pause } from 'node:timers/promises';
import { answerThroughUrl } from '../answers.ts';
import type { Faults } from '../faults.ts';
import type { PostLimit } from '../rate-limit.ts';
import type { Wire } from '../state/wire.ts';
import type { Arguments } from './arguments.ts';
import { failure, type Method, type MethodContext, type Reply } from './method.ts';
import { methods } from './methods.ts';

/** One call of the Web API, as it was asked and answered. The token is never kept. */
export interface Call {
  readonly method: string;
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
  readonly context: MethodContext;
  readonly tokens: { readonly bot: string; readonly app: string | null };
  readonly faults: Faults;
  readonly postLimit: PostLimit;
  readonly log: (call: Call) => void;
  readonly signal: AbortSignal;
}

/** Answers one call: fault, token, scope, pace, method, in this order. `token` is null where the request carries none. */
export function answerCall(
  desk: Desk,
  method: string,
  token: string | null,
  args: Arguments,
): Promise<Answer> {
  return answer(desk, method, args, () => run(desk, method, token, args));
}

/** Answers a post to a response_url, which faults, delays and the log know as the method `response_url`. */
export function answerResponse(desk: Desk, key: string, args: Arguments): Promise<Answer> {
  return answer(desk, 'response_url', args, () => {
    const { status, body } = answerThroughUrl(desk.context.workspace, key, args);
    return reply(body, status);
  });
}

async function answer(desk: Desk, method: string, args: Arguments, act: () => Replied): Promise<Answer> {
  const call = { method, at: desk.context.workspace.clock(), args: args.shown() };
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

function run(desk: Desk, name: string, token: string | null, args: Arguments): Replied {
  const method = methods.get(name);
  if (!method) return reply(failure('unknown_method', { req_method: name }));
  const { scopes } = desk.context;
  const headers = {
    'x-oauth-scopes': scopes.join(','),
    ...(method.scope === null ? {} : { 'x-accepted-oauth-scopes': [method.scope].flat().join(',') }),
  };
  const fault = tokenFault(desk, method, token);
  if (fault) return reply(failure(fault), 200);
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
  return reply(method.run(args, desk.context), 200, headers);
}

function tokenFault(desk: Desk, method: Method, token: string | null): string | null {
  if (token === null || token === '') return 'not_authed';
  if (token !== desk.tokens.bot && token !== desk.tokens.app) return 'invalid_auth';
  const isRight = method.token === 'app' ? token === desk.tokens.app : token === desk.tokens.bot;
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
