import type { IncomingMessage, ServerResponse } from 'node:http';
import { HTTPReceiver } from '@slack/bolt';

/** What a refused request is told. Bolt refuses with a bare status, which helps nobody who is setting the app up. */
const REFUSALS: Readonly<Record<number, string>> = {
  400: 'The body of this request cannot be read: a proxy must leave the body and its content type as Slack sent them.',
  401: "This request has no valid Slack signature of the last five minutes: check SLACK_SIGNING_SECRET, this machine's clock, and that no proxy changes the body.",
  404: 'There is nothing here: Slack sends commands, events and clicks with POST to /slack/events.',
  413: 'This request is larger than anything that Slack sends.',
};

/** Bolt's HTTP receiver for `POST /slack/events`: acknowledges an event only after its listener has stored the question. */
export function createHttpReceiver(
  options: Pick<
    NonNullable<ConstructorParameters<typeof HTTPReceiver>[0]>,
    'signingSecret' | 'port' | 'logger'
  >,
): HTTPReceiver {
  const receiver = new HTTPReceiver({
    ...options,
    processBeforeResponse: true,
    endpoints: ['/slack/events'],
  });
  const listen = receiver.requestListener;
  receiver.requestListener = (request, response) => {
    withoutParameters(request);
    explainRefusals(response);
    return listen(request, response);
  };
  return receiver;
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
