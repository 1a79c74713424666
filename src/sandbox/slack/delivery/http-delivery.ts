import { Agent, fetch } from 'undici';
import type { Clock } from '../state/ids.ts';
import { parseJson } from '../state/wire.ts';
import { acknowledgeWithinMs, type Delivery, type Parcel, type Receipt, type Retry } from './delivery.ts';
import { signedHeaders } from './signature.ts';

/** Posts what happened to the app's request URL, signed, as Slack does without Socket Mode. */
export class HttpDelivery implements Delivery {
  readonly #secret: string;
  readonly #clock: Clock;
  readonly #agent = new Agent();
  readonly #closing = new AbortController();
  #url: string | null;

  constructor(options: {
    readonly signingSecret: string;
    readonly requestUrl: string | null;
    readonly clock: Clock;
  }) {
    this.#secret = options.signingSecret;
    this.#url = options.requestUrl;
    this.#clock = options.clock;
  }

  /** Everything from now on goes to this address. */
  deliverTo(url: string): void {
    this.#url = url;
  }

  async deliver(parcel: Parcel, retry: Retry | null): Promise<Receipt> {
    if (this.#url === null) return unreachable;
    const { contentType, body } = encode(parcel);
    const timeout = AbortSignal.timeout(acknowledgeWithinMs);
    try {
      const response = await fetch(this.#url, {
        method: 'POST',
        dispatcher: this.#agent,
        signal: AbortSignal.any([timeout, this.#closing.signal]),
        redirect: 'manual',
        headers: {
          'content-type': contentType,
          'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
          ...signedHeaders(this.#secret, Math.floor(this.#clock() / 1000), body),
          ...(retry
            ? { 'x-slack-retry-num': String(retry.number), 'x-slack-retry-reason': retry.reason }
            : {}),
        },
        body,
      });
      const text = await response.text();
      if (response.ok)
        return { outcome: 'acknowledged', body: text === '' ? null : (parseJson(text) ?? text) };
      const noRetry = response.headers.get('x-slack-no-retry') === '1';
      return { outcome: 'failed', reason: 'http_error', status: response.status, noRetry };
    } catch {
      return timeout.aborted ? { outcome: 'timed-out' } : unreachable;
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#agent.destroy();
  }
}

const unreachable: Receipt = { outcome: 'failed', reason: 'connection_failed', status: null, noRetry: false };

/** Events travel as JSON, commands as a form, interactions as JSON inside a form. */
function encode(parcel: Parcel): { readonly contentType: string; readonly body: string } {
  if (parcel.kind === 'events_api')
    return { contentType: 'application/json', body: JSON.stringify(parcel.payload) };
  const fields =
    parcel.kind === 'slash_commands' ? parcel.payload : { payload: JSON.stringify(parcel.payload) };
  return { contentType: 'application/x-www-form-urlencoded', body: new URLSearchParams(fields).toString() };
}
