import {
  type WebAPICallResult,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  type WebClient,
} from '@slack/web-api';
import type { Logger } from 'pino';
import type { SlackSettings } from './app.ts';
import { identityIn } from './identity.ts';
import { type Installation, isRightToken } from './installation.ts';
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
  | { readonly state: 'denied' | 'failed'; readonly reason: string }
  /** It is good, and the token of another workspace than the one that the settings name with it. */
  | { readonly state: 'misplaced'; readonly identity: string };

/** Who hears of the calls, and of the client's own complaints. */
export interface Hearing {
  readonly log: Logger;
  readonly observer?: SlackObserver;
}

export interface SlackCheck {
  /** One for each token, in the order of the settings. */
  readonly bots: readonly { readonly installation: Installation; readonly check: TokenCheck }[];
  /** The app-level token; null where Socket Mode is not used. */
  readonly app: TokenCheck | null;
}

/** Asks Slack who the bot is in each workspace and what it was granted, and in Socket Mode for an address to connect to, which is not used. Never rejects. */
export async function checkSlack(
  settings: SlackSettings,
  signal: AbortSignal,
  hearing: Hearing,
): Promise<SlackCheck> {
  const { receive, apiUrl } = settings;
  const [bots, app] = await Promise.all([
    checkBotTokens(settings, signal, hearing),
    receive.mode === 'socket'
      ? tryToken(clientFor(receive.appToken, apiUrl, hearing), signal, (client) =>
          client.apps.connections.open(),
        )
      : null,
  ]);
  return { bots, app };
}

/** One call for each: whether Slack is there and takes the bot's tokens. Never rejects. */
export function checkBotTokens(
  { installations, apiUrl }: Pick<SlackSettings, 'installations' | 'apiUrl'>,
  signal: AbortSignal,
  hearing: Hearing,
): Promise<SlackCheck['bots']> {
  return Promise.all(
    installations.map(async (installation) => {
      let isRight = true;
      const client = clientFor(installation.botToken, apiUrl, hearing);
      const check = await tryToken(client, signal, async (asked) => {
        const told = await asked.auth.test();
        isRight = isRightToken(installation, identityIn(told));
        return told;
      });
      const isMisplaced = check.state === 'ok' && !isRight;
      return {
        installation,
        check: isMisplaced ? { state: 'misplaced', identity: check.identity } : check,
      };
    }),
  );
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
