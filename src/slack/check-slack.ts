import {
  type WebAPICallResult,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  type WebClient,
} from '@slack/web-api';
import type { Logger } from 'pino';
import type { SlackSettings } from './app.ts';
import { createSlackClient } from './slack-client.ts';
import type { SlackObserver } from './slack-observer.ts';

/** What came of trying a token. `denied` is Slack's own "no", with its word for it; `failed` is everything else. */
export type TokenCheck =
  | {
      readonly state: 'ok';
      /** Who Slack says it is: `irsa in Acme`. */
      readonly identity: string;
      /** Null where Slack did not tell. */
      readonly scopes: readonly string[] | null;
    }
  | { readonly state: 'denied' | 'failed'; readonly reason: string };

/** Who hears of the calls, and of the client's own complaints. */
export interface Hearing {
  readonly log: Logger;
  readonly observer?: SlackObserver;
}

export interface SlackCheck {
  readonly bot: TokenCheck;
  /** The app-level token; null where Socket Mode is not used. */
  readonly app: TokenCheck | null;
}

/** Asks Slack who the bot is and what it was granted, and in Socket Mode for an address to connect to, which is not used. Never rejects. */
export async function checkSlack(
  settings: SlackSettings,
  signal: AbortSignal,
  hearing: Hearing,
): Promise<SlackCheck> {
  const { receive, apiUrl } = settings;
  const [bot, app] = await Promise.all([
    checkBotToken(settings, signal, hearing),
    receive.mode === 'socket'
      ? tryToken(clientFor(receive.appToken, apiUrl, hearing), signal, (client) =>
          client.apps.connections.open(),
        )
      : null,
  ]);
  return { bot, app };
}

/** One call: whether Slack is there and takes the bot's token. Never rejects. */
export function checkBotToken(
  { botToken, apiUrl }: SlackSettings,
  signal: AbortSignal,
  hearing: Hearing,
): Promise<TokenCheck> {
  return tryToken(clientFor(botToken, apiUrl, hearing), signal, (client) => client.auth.test());
}

function clientFor(token: string, apiUrl: string | null, { observer, log }: Hearing): WebClient {
  return createSlackClient(token, apiUrl, observer, log);
}

async function tryToken(
  client: WebClient,
  signal: AbortSignal,
  call: (client: WebClient) => Promise<WebAPICallResult & { user?: string; team?: string }>,
): Promise<TokenCheck> {
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(new Error('Slack did not answer in time'));
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    signal.throwIfAborted();
    const { user, team, response_metadata } = await Promise.race([call(client), stopped]);
    return {
      state: 'ok',
      identity: `${user ?? 'the app'} in ${team ?? 'the workspace'}`,
      scopes: response_metadata?.scopes ?? null,
    };
  } catch (error) {
    if (error instanceof WebAPIPlatformError) return { state: 'denied', reason: error.data.error };
    if (error instanceof WebAPIRateLimitedError)
      return { state: 'failed', reason: 'Slack throttles the bot' };
    return { state: 'failed', reason: reasonOf(error) };
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error && cause.message !== '' ? cause.message : error.message;
}
