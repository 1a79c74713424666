import { type AckFn, type Logger as BoltLogger, SocketModeReceiver } from '@slack/bolt';
import { TryLater } from '../queue/try-later.ts';
import { slackClientOptions } from './slack-client.ts';

/** From asking for an address to Slack's hello, in milliseconds. */
const OPEN_LIMIT_MS = 15_000;
/** For the other side to answer a good-bye, in milliseconds. */
const FAREWELL_MS = 1_000;

/** Something that Slack sent over a socket. */
export interface Envelope {
  /** `events_api`, `slash_commands` or `interactive`. */
  readonly type: string;
  readonly body: Record<string, unknown>;
  readonly ack: AckFn<unknown>;
  readonly retry_num?: number;
  readonly retry_reason?: string;
}

export interface SocketConnectionOptions {
  readonly appToken: string;
  readonly apiUrl: string | null;
  readonly logger: BoltLogger;
  readonly onEnvelope: (envelope: Envelope) => void;
  /** Slack is about to close the connection and wants another one; what is under way on this one may still be answered. */
  readonly onRefresh: () => void;
}

/** One connection to Slack in Socket Mode, from its opening to its end. It does not come back by itself. */
export interface SocketConnection {
  /** Resolves when it has ended, for whatever reason; never rejects. */
  readonly ended: Promise<void>;
  /** Says good-bye, and cuts the connection where nobody answers. May be called twice. */
  close(): Promise<void>;
}

/**
 * Opens a connection. The client under it is used for one connection only: its own way to reconnect leaves seconds without any, and ends the
 * process when it is stopped or fails meanwhile.
 *
 * @throws the Web API client's errors, and TryLater where Slack does not say hello in time
 */
export async function openSocketConnection(options: SocketConnectionOptions): Promise<SocketConnection> {
  const { appToken, apiUrl, logger, onEnvelope, onRefresh } = options;
  const { client } = new SocketModeReceiver({
    appToken,
    logger,
    autoReconnectEnabled: false,
    installerOptions: { clientOptions: slackClientOptions(apiUrl) },
  });
  // The receiver's own listener, which acknowledges events before anybody has stored them.
  client.removeAllListeners('slack_event');
  client.on('slack_event', onEnvelope);
  const listeners = client.listeners('ws_message');
  client.removeAllListeners('ws_message');
  client.on('ws_message', async (data: unknown, isBinary: unknown) => {
    // The client would close at once, with no other connection open yet.
    if (isDisconnect(data)) return onRefresh();
    try {
      for (const listener of listeners) await listener.call(client, data, isBinary);
    } catch (error) {
      // The client stumbles over payloads without an event, such as app_rate_limited.
      logger.warn('A message from Slack was not understood', error);
    }
  });

  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  client.on('disconnected', () => end());
  const disconnect = () => void client.disconnect().catch(() => {});
  const close = async (): Promise<void> => {
    disconnect();
    const timer = setTimeout(() => {
      // The second call does not wait for the other side's good-bye.
      disconnect();
      end();
    }, FAREWELL_MS);
    await ended;
    clearTimeout(timer);
  };

  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new TryLater(`Slack did not say hello within ${OPEN_LIMIT_MS / 1_000} s`)),
    OPEN_LIMIT_MS,
  );
  try {
    await Promise.race([client.start(), late]);
    return { ended, close };
  } catch (error) {
    disconnect();
    // The client rejects with nothing at all when the socket closes before the hello.
    throw error ?? new TryLater('the connection was closed before Slack said hello');
  } finally {
    clearTimeout(timer);
  }
}

function isDisconnect(data: unknown): boolean {
  if (typeof data !== 'string' || !data.includes('"disconnect"')) return false;
  try {
    const message: unknown = JSON.parse(data);
    return typeof message === 'object' && message !== null && Reflect.get(message, 'type') === 'disconnect';
  } catch {
    return false;
  }
}
