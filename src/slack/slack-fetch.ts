import { observedFetch } from './observed-fetch.ts';
import { hostOf, isApiAddress } from './slack-addresses.ts';
import type { SlackObserver } from './slack-observer.ts';

/**
 * `fetch` for the Web API's clients: they send the bot's token with every request, also to the address that an answer names for a file, so
 * nothing goes anywhere but to Slack.
 *
 * @param apiUrl `SLACK_API_URL`; null for Slack itself
 */
export function slackFetch(apiUrl: string | null, observer?: SlackObserver): typeof fetch {
  const send = observer === undefined ? fetch : observedFetch(observer);
  return async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    if (!isApiAddress(address, apiUrl))
      throw new Error(`${hostOf(address)} is not Slack’s, and gets no request with a token`);
    return send(input, init);
  };
}
