import type { IncomingMessage, ServerResponse } from 'node:http';
import { HTTPReceiver } from '@slack/bolt';
import type { Logger } from 'pino';
import { createReplays, type Sighting } from './replays.ts';
import { createRequestTurns } from './request-turns.ts';

/** What a refused request is told. Bolt refuses with a bare status, which helps nobody who is setting the app up. */
const REFUSALS: Readonly<Record<number, string>> = {
  400: 'The body of this request cannot be read: a proxy must leave the body and its content type as Slack sent them.',
  401: "This request has no valid Slack signature of the last five minutes: check SLACK_SIGNING_SECRET, this machine's clock, and that no proxy changes the body.",
  404: 'There is nothing here: Slack sends commands, events and clicks with POST to /slack/events.',
  413: 'This request is larger than anything that Slack sends.',
};
const ENDPOINT = '/slack/events';
/** Enough to keep the queue busy; whoever waits for Slack's own answer gives way after a while. */
const TURNS = { atOnce: 32, holdMs: 250 };
const REPLAYED = 'This request was taken before: whoever sends it again must sign it anew, as Slack does.';

interface HttpReceiverOptions
  extends Pick<
    NonNullable<ConstructorParameters<typeof HTTPReceiver>[0]>,
    'signingSecret' | 'port' | 'logger'
  > {
  readonly log: Logger;
}

/**
 * Bolt's HTTP receiver for `POST /slack/events`: acknowledges an event only after its listener has stored the question, and takes no request
 * twice, nor one from the future.
 */
export function createHttpReceiver({ log, ...options }: HttpReceiverOptions): HTTPReceiver {
  const replays = createReplays(Date.now);
  const verified = new WeakSet<IncomingMessage>();
  const inTurn = createRequestTurns(TURNS);
  const receiver = new HTTPReceiver({
    ...options,
    processBeforeResponse: true,
    endpoints: [ENDPOINT],
    // Bolt asks for these as soon as it has looked at the signature, and of nobody else.
    customPropertiesExtractor: (request) => {
      verified.add(request);
      return {};
    },
  });
  const listen = receiver.requestListener;
  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const sighting = await replays.see({
      signature: header(request, 'x-slack-signature'),
      timestamp: header(request, 'x-slack-request-timestamp'),
    });
    if (sighting.kind === 'replayed' && isRedelivery(request)) return listen(request, response);
    if (sighting.kind !== 'first') return refuse(request, response, sighting.kind, log);
    // Only what was answered as Slack wants it counts: what failed here is delivered again, at times within the same second.
    response.once('close', () =>
      sighting.end(verified.has(request) && response.writableFinished && response.statusCode < 300),
    );
    listen(request, response);
  };
  receiver.requestListener = (request, response) => {
    withoutParameters(request);
    explainRefusals(response);
    if (!isForSlack(request)) {
      // Bolt would log the whole address, and nobody knows what stands in it.
      request.resume();
      response.writeHead(404).end();
      return;
    }
    inTurn(request, response, () => {
      receive(request, response).catch((error: unknown) => {
        log.error({
          event: 'request-failed',
          reason: error instanceof Error ? error.message : String(error),
        });
        response.destroy();
      });
    });
  };
  return receiver;
}

function isForSlack({ method, url }: IncomingMessage): boolean {
  return method === 'POST' && URL.parse(url ?? '', 'http://here')?.pathname === ENDPOINT;
}

function header(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
}

/**
 * Slack delivers an event again at once where the answer to the first delivery was lost: the same body within the same second has the same
 * signature. Anybody can claim so, since only the body is signed; it is the same question, which is stored already.
 */
function isRedelivery(request: IncomingMessage): boolean {
  const isEvent = request.headers['content-type'] === 'application/json';
  return isEvent && header(request, 'x-slack-retry-num') !== null;
}

function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  why: Exclude<Sighting['kind'], 'first'>,
  log: Logger,
): void {
  log.warn({ event: 'request-refused', why });
  request.resume();
  response.writeHead(401).end(why === 'replayed' ? `${REPLAYED}\n` : undefined);
}

/** Bolt compares the whole header, and a proxy may have added "; charset=utf-8". The signature covers the body alone. */
function withoutParameters(request: IncomingMessage): void {
  const type = request.headers['content-type'];
  if (type !== undefined) request.headers['content-type'] = type.split(';', 1)[0]?.trim().toLowerCase();
}

function explainRefusals(response: ServerResponse): void {
  const { end } = response;
  Object.assign(response, {
    end: (...args: readonly unknown[]) => {
      const refusal = REFUSALS[response.statusCode];
      const isBare = refusal !== undefined && args[0] === undefined;
      return Reflect.apply(end, response, isBare ? [`${refusal}\n`] : args);
    },
  });
}
