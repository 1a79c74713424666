import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TryLater } from '../../src/queue/try-later.ts';
import { type SandboxSlack, startSandboxSlack } from '../../src/sandbox/slack/start.ts';
import { findMessage } from '../../src/slack/find-message.ts';
import { createSlackClient } from '../../src/slack/slack-client.ts';
import { silent } from '../queue/question.ts';

const BOT_TOKEN = 'xoxb-finder';
const MARKER = 'message/T/C/1#answer';

describe('looking for an earlier message', () => {
  let slack: SandboxSlack;

  beforeEach(async () => {
    slack = await startSandboxSlack({ mode: 'http', signingSecret: 's', botToken: BOT_TOKEN });
  });
  afterEach(() => slack.close());

  const client = () => createSlackClient(BOT_TOKEN, slack.apiUrl);
  const find = (threadTs: string | null, sinceMs = Date.now() - 1_000) => {
    const place = { channel: slack.channel('oncall').id, threadTs, marker: MARKER, sinceMs };
    return findMessage(client(), place, { signal: AbortSignal.timeout(10_000), log: silent });
  };
  const chatter = (count: number, threadTs?: string) => {
    for (let n = 0; n < count; n += 1)
      slack.user().say('oncall', `chatter ${n}`, threadTs === undefined ? {} : { threadTs });
  };
  const postMarked = async (threadTs?: string) => {
    const { ts } = await client().chat.postMessage({
      channel: slack.channel('oncall').id,
      text: 'the answer',
      metadata: { event_type: 'irsa_question', event_payload: { question: MARKER } },
      ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    });
    return ts;
  };

  it('finds it in a channel where much was said since', async () => {
    const ts = await postMarked();
    chatter(450);
    expect(await find(null)).toBe(ts);
  });

  it('finds it at the end of a long thread', async () => {
    const { ts: parent } = slack.user().say('oncall', 'long');
    chatter(450, parent);
    const ts = await postMarked(parent);
    expect(await find(parent)).toBe(ts);
  });

  it('finds it where the clock here is some minutes ahead of Slack’s', async () => {
    const ts = await postMarked();
    expect(await find(null, Date.now() + 4 * 60_000)).toBe(ts);
  });

  it('finds nothing where there is nothing', async () => {
    chatter(3);
    expect(await find(null)).toBeNull();
  });

  it('finds nothing where the bot may not look', async () => {
    slack.addFault({ method: 'conversations.history', kind: 'error:missing_scope' });
    expect(await find(null)).toBeNull();
  });

  it.each(['429', '500', 'reset', 'error:internal_error'] as const)(
    'does not take %s for an answer',
    async (kind) => {
      await postMarked();
      slack.addFault({ method: 'conversations.history', kind });
      await expect(find(null)).rejects.toBeInstanceOf(TryLater);
    },
  );
});
