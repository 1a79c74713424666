import type { Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { AuthorizationError, type CodedError, type Receiver } from '@slack/bolt';
import { boltLogger } from './bolt-logger.ts';
import { createHttpReceiver } from './http-receiver.ts';
import type { Installation } from './installation.ts';
import { onCheckAgain } from './listeners/check-again.ts';
import { onCheckCandidate } from './listeners/check-candidate.ts';
import { onCommand } from './listeners/command.ts';
import { onDirectMessage } from './listeners/direct-message.ts';
import { onHome } from './listeners/home.ts';
import type { Listening } from './listeners/listening.ts';
import { onMention } from './listeners/mention.ts';
import { acknowledgeTheRest } from './listeners/rest.ts';
import { onSendFile } from './listeners/send-file.ts';
import { onMessageShortcut } from './listeners/shortcut.ts';
import { onShowFix } from './listeners/show-fix.ts';
import { onWatchedMessage } from './listeners/watched-message.ts';
import { ObservedApp } from './observed-app.ts';
import { createResponder } from './response-url.ts';
import { slackClientOptions } from './slack-client.ts';
import type { SlackObserver } from './slack-observer.ts';
import { SocketReceiver } from './socket-receiver.ts';
import { createStrangers } from './strangers.ts';
import { UnknownWorkspaceError } from './unknown-workspace-error.ts';
import type { Workspaces } from './workspaces.ts';

/** What requests under way get to be answered when the app stops, in milliseconds: longer than Slack waits. */
const FAREWELL_MS = 4_000;

export interface SlackSettings {
  /** At least one. */
  readonly installations: readonly Installation[];
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
  workspaces: Workspaces,
  listening: Omit<Listening, 'tellsSlackToRetry' | 'respond'>,
  observer?: SlackObserver,
): Promise<SlackApp> {
  const { log } = listening;
  const logger = boltLogger(log);
  const isHttp = settings.receive.mode === 'http';
  const receiver = createReceiver(settings, logger, log);
  const respond = createResponder(settings.apiUrl, log);
  const strangers = createStrangers(respond, log);
  const app = new ObservedApp(
    {
      receiver,
      // Bolt's own way asks Slack once more, unseen, and keeps a failure of that for ever.
      authorize: ({ teamId = null, enterpriseId = null }) => workspaces.authorize({ teamId, enterpriseId }),
      logger,
      // Bolt would remember conversations, of which nothing here makes use, and fail unseen at each request that belongs to none.
      convoStore: false,
      clientOptions: slackClientOptions(settings.apiUrl, observer, log),
      extendedErrorHandler: true,
      deferInitialization: true,
    },
    settings.receive.mode,
    strangers,
    observer,
  );

  const complete: Listening = { ...listening, respond, tellsSlackToRetry: isHttp };
  onCommand(app, complete);
  onMention(app, complete);
  onDirectMessage(app, complete);
  onWatchedMessage(app, complete);
  onMessageShortcut(app, complete);
  onShowFix(app, complete);
  onSendFile(app, complete);
  onHome(app, complete);
  onCheckAgain(app, complete);
  onCheckCandidate(app, complete);
  acknowledgeTheRest(app);

  app.error(async ({ error, body }: FailedListener) => {
    if (error instanceof AuthorizationError && error.original instanceof UnknownWorkspaceError)
      return strangers.refuse(body);
    log.error({ event: 'listener-failed', code: error.code, error: error.name, reason: error.message });
    // Thrown on, a delivery is not acknowledged: Slack delivers an event again, and tells the person of a command or click that failed.
    throw error;
  });

  try {
    await workspaces.learnAll();
    await app.init();
    const server = await app.start(settings.receive.mode === 'http' ? settings.receive.port : 0);
    return { port: isHttp ? portOf(server) : null, close: once(() => stop(receiver, server)) };
  } catch (error) {
    await stop(receiver, null).catch(() => {});
    throw new Error(startFailure(error, settings), { cause: error });
  }
}

/** What Bolt hands to an extended error handler, as far as it is looked at; Bolt does not export the type. */
interface FailedListener {
  readonly error: CodedError;
  readonly body: object;
}

function createReceiver(
  settings: SlackSettings,
  logger: ReturnType<typeof boltLogger>,
  log: Listening['log'],
): Receiver {
  if (settings.receive.mode === 'socket') {
    return new SocketReceiver({ appToken: settings.receive.appToken, apiUrl: settings.apiUrl, logger, log });
  }
  const { signingSecret, port } = settings.receive;
  return createHttpReceiver({ signingSecret, port, logger, log });
}

/** Lets requests under way be answered, and then cuts what is still open: a client that sends slowly must not keep the process. */
async function stop(receiver: Receiver, server: unknown): Promise<void> {
  const stopped = receiver.stop();
  const isSlow = await Promise.race([stopped.then(() => false), pause(FAREWELL_MS, true, { ref: false })]);
  if (isSlow && isServer(server)) server.closeAllConnections();
  await stopped;
}

function isServer(server: unknown): server is Server {
  return typeof server === 'object' && server !== null && 'closeAllConnections' in server;
}

function portOf(server: unknown): number | null {
  const address = isServer(server) ? server.address() : null;
  return typeof address === 'object' && address !== null ? address.port : null;
}

function startFailure(error: unknown, { installations }: SlackSettings): string {
  const reason = error instanceof Error ? error.message : String(error);
  if (/invalid_auth|not_authed|token_revoked|account_inactive|token_expired/.test(reason)) {
    const variables = installations.map(({ variable }) => variable).join(', ');
    return `Slack refused the token (${reason}): set ${variables} to the "Bot User OAuth Token" of the app's "OAuth & Permissions" page, and SLACK_APP_TOKEN, if set, to its app-level token.`;
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
