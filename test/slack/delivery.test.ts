import { WebAPIPlatformError } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import type { Posted } from '../../src/queue/job.ts';
import type { SlackMessage } from '../../src/render/slack/message.ts';
import { createDelivery } from '../../src/slack/delivery.ts';
import { question, silent } from '../queue/question.ts';

const message = (text: string): SlackMessage => ({ text, blocks: [] });
const [PENDING, ANSWER, PARENT] = [message('Checking'), message('Broken'), message('asked')];

/** A Slack that lets no message be changed. What stands there is a list, the place in it the timestamp. */
function unchangeable() {
  const standing = new Map<string, { readonly text: string; readonly marker: string }>();
  let posts = 0;
  const messenger = {
    post: async (
      _channel: string,
      _thread: string | null,
      { text }: SlackMessage,
      { marker }: { readonly marker: string },
    ) => {
      posts += 1;
      standing.set(`1.${posts}`, { text, marker });
      return `1.${posts}`;
    },
    update: async () => {
      throw new WebAPIPlatformError({ ok: false, error: 'edit_window_closed' });
    },
    discard: async (_channel: string, ts: string) => {
      standing.delete(ts);
    },
    status: async () => false,
    respond: async () => undefined,
    find: async ({ marker }: { readonly marker: string }) =>
      [...standing].find(([, one]) => one.marker === marker)?.[0] ?? null,
  };
  return { messenger, texts: () => [...standing.values()].map(({ text }) => text) };
}

describe('an answer in place of a message that cannot be changed', () => {
  /** One attempt after another at the same question, as the queue has them: what one remembers the next one knows. */
  function deliveries(messenger: ReturnType<typeof unchangeable>['messenger']) {
    let posted: Posted = { parentTs: null, answerTs: null };
    let number = 0;
    return (remembers = true) => {
      number += 1;
      const attempt = {
        id: 'a',
        job: { ...question('a'), posted },
        number,
        round: 0,
        isLast: false,
        confirm: async () => undefined,
        remember: async (now: Posted) => {
          if (!remembers && now.answerTs !== posted.answerTs && posted.answerTs !== null)
            throw new Error('killed');
          posted = now;
        },
        signal: new AbortController().signal,
      };
      return createDelivery(attempt, { messenger, pace: async () => undefined, log: silent });
    };
  }

  it('is the only message, and stays so however often it is delivered', async () => {
    const { messenger, texts } = unchangeable();
    const next = deliveries(messenger);
    const first = next();
    await first.open(PENDING, PARENT);
    await first.finish(ANSWER, PARENT);
    expect(texts()).toEqual(['Broken']);
    await next().finish(ANSWER, PARENT);
    expect(texts()).toEqual(['Broken']);
  });

  it('is found, and not posted again, after a kill between posting and remembering', async () => {
    const { messenger, texts } = unchangeable();
    const next = deliveries(messenger);
    const killed = next(false);
    await killed.open(PENDING, PARENT);
    await expect(killed.finish(ANSWER, PARENT)).rejects.toThrow('killed');
    expect(texts()).toEqual(['Checking', 'Broken']);
    await next().finish(ANSWER, PARENT);
    expect(texts()).toEqual(['Broken']);
  });
});
