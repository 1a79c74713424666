import { text } from 'node:stream/consumers';
import { Agent, request } from 'undici';
import { arrivalTimes, arriveAtRate } from './arrivals.ts';
import { loadSchema, type Outcome } from './load.ts';
import { slashCommandRequest } from './slash-command.ts';

/** Slack gives up after this. */
const LIMIT_MS = 3_000;

const load = loadSchema.parse(JSON.parse(await text(process.stdin)));
const { url, secret, rate, warmUp, count, run, channels, texts } = load;
const agent = new Agent({ bodyTimeout: LIMIT_MS, headersTimeout: LIMIT_MS });
const arrivals = await arriveAtRate(arrivalTimes(rate, warmUp + count), async (index): Promise<Outcome> => {
  const { headers, body } = slashCommandRequest(secret, {
    text: texts[index % texts.length] ?? '',
    channel: channels[index % channels.length] ?? '',
    user: 'U0AVERY',
    trigger: `${run}.${index}`,
  });
  const sentAt = performance.now();
  try {
    const response = await request(url, { method: 'POST', dispatcher: agent, headers, body });
    const answer = await response.body.text();
    if (response.statusCode !== 200 || performance.now() - sentAt > LIMIT_MS) return 'failed';
    return answer === '' ? 'taken' : 'told';
  } catch {
    return 'failed';
  }
});
await agent.destroy();
process.stdout.write(JSON.stringify(arrivals.slice(warmUp)));
