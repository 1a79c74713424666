import type { Server } from 'node:http';
import { App, type CodedError, type Receiver, SocketModeReceiver } from '@slack/bolt';
import { boltLogger } from './bolt-logger.ts';
import { createHttpReceiver } from './http-receiver.ts';
import { onCheckAgain } from './listeners/check-again.ts';
import { onCommand } from './listeners/command.ts';
import { onDirectMessage } from './listeners/direct-message.ts';
import type { Listening } from './listeners/listening.ts';
import { onMention } from './listeners/mention.ts';
import { acknowledgeTheRest } from './listeners/rest.ts';
import { onMessageShortcut } from './listeners/shortcut.ts';
import { onShowFix } from './listeners/show-fix.ts';
import { slackClientOptions } from './slack-client.ts';

/** Reconnecting goes on for ever, but never waits longer than this, in milliseconds. */
const LONGEST_RECONNECT_MS = 30_000;

export interface SlackSettings {
  readonly botToken: string;
  readonly apiUrl: string | null;
  readonly receive:
    | { readonly mode: 'http'; readonly signingSecret: string; readonly port: number }
    | { readonly mode: 'socket'; readonly appToken: string };
}

export interface SlackApp {
  /** The port it listens on; null in Socket Mode. */
  readonly port: number | null;
  close(): Promise<void>;
}

/**
 * Starts the Slack side: the same listeners over HTTP or Socket Mode.
 * @throws Error with one sentence that says what to do, when Slack refuses the tokens or cannot be reached.
 */
export async function startSlackApp(
  settings: SlackSettings,
  listening: Omit<Listening, 'tellsSlackToRetry'>,
): Promise<SlackApp> {
  const { log } = listening;
  const logger = boltLogger(log);
  const isHttp = settings.receive.mode === 'http';
  const receiver = createReceiver(settings, logger);
  const app = new App({
    receiver,
    token: settings.botToken,
    logger,
    clientOptions: slackClientOptions(settings.apiUrl),
    extendedErrorHandler: true,
    deferInitialization: true,
  });

  const complete: Listening = { ...listening, tellsSlackToRetry: isHttp };
  onCommand(app, complete);
  onMention(app, complete);
  onDirectMessage(app, complete);
  onMessageShortcut(app, complete);
  onShowFix(app, complete);
  onCheckAgain(app, complete);
  acknowledgeTheRest(app);

  app.error(async ({ error, body }: FailedListener) => {
    log.error({ event: 'listener-failed', code: error.code, error: error.name, reason: error.message });
    // Thrown on, an HTTP delivery is answered with a failure, and Slack delivers an event again.
    if (isHttp && 'event' in body) throw error;
  });

  try {
    await app.init();
    const server = await app.start(settings.receive.mode === 'http' ? settings.receive.port : 0);
    return { port: isHttp ? portOf(server) : null, close: once(() => stop(app, receiver)) };
  } catch (error) {
    await stop(app, receiver).catch(() => {});
    throw new Error(startFailure(error), { cause: error });
  }
}

/** What Bolt hands to an extended error handler, as far as it is looked at; Bolt does not export the type. */
interface FailedListener {
  readonly error: CodedError;
  readonly body: object;
}

function createReceiver(settings: SlackSettings, logger: ReturnType<typeof boltLogger>): Receiver {
  if (settings.receive.mode === 'http') {
    const { signingSecret, port } = settings.receive;
    return createHttpReceiver({ signingSecret, port, logger });
  }
  return new SocketModeReceiver({
    appToken: settings.receive.appToken,
    logger,
    installerOptions: {
      clientOptions: {
        ...slackClientOptions(settings.apiUrl),
        retryConfig: { forever: true, maxTimeout: LONGEST_RECONNECT_MS },
      },
    },
  });
}

async function stop(app: App, receiver: Receiver): Promise<void> {
  // Before its first connection a socket client has nothing to stop and would wait for ever.
  if (receiver instanceof SocketModeReceiver) await receiver.client.disconnect();
  else await app.stop();
}

function portOf(server: unknown): number | null {
  const address = (server as Server).address();
  return typeof address === 'object' && address !== null ? address.port : null;
}

function startFailure(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  if (/invalid_auth|not_authed|token_revoked|account_inactive|token_expired/.test(reason)) {
    return `Slack refused the token (${reason}): set SLACK_BOT_TOKEN to the "Bot User OAuth Token" of the app's "OAuth & Permissions" page, and SLACK_APP_TOKEN, if set, to its app-level token.`;
  }
  if (/EADDRINUSE/.test(reason)) return `The port is taken (${reason}): set PORT to a free one.`;
  return `Slack could not be reached or refused the app (${reason}): check the network to slack.com and SLACK_API_URL.`;
}

function once(close: () => Promise<void>): () => Promise<void> {
  let closing: Promise<void> | null = null;
  return () => {
    closing ??= close();
    return closing;
  };
}
