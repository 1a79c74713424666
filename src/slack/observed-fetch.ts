import type { SlackCallEnding, SlackObserver } from './slack-observer.ts';

/** `fetch`, and the observer hears of every call of the Web API. Slack says "no" with status 200, so a copy of the answer is looked into. */
export function observedFetch(observer: SlackObserver): typeof fetch {
  return async (input, init) => {
    const end = observer.begin(`slack:${methodOf(input)}`);
    try {
      const response = await fetch(input, init);
      const ending = { status: response.status, requestId: response.headers.get('x-slack-req-id') };
      end({ ...ending, outcome: await outcomeOf(response) });
      return response;
    } catch (error) {
      end({ outcome: 'failed', status: null, requestId: null });
      throw error;
    }
  };
}

function methodOf(input: Parameters<typeof fetch>[0]): string {
  const url = typeof input === 'string' ? input : input instanceof URL ? input.href : input.url;
  const name = URL.parse(url)?.pathname.split('/').at(-1) ?? '';
  // Anything else is an address that Slack handed out, and would be a new name each time.
  return /^[a-zA-Z]+(\.[a-zA-Z]+){1,3}$/.test(name) ? name : 'other';
}

async function outcomeOf(response: Response): Promise<SlackCallEnding['outcome']> {
  if (response.status === 429) return 'throttled';
  if (!response.ok) return 'failed';
  const text = await response.clone().text();
  return /^\s*\{\s*"ok"\s*:\s*false\b/.test(text) ? 'refused' : 'ok';
}
