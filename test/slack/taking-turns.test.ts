import { beforeEach, describe, expect, it } from 'vitest';
import type { CheckOutcome } from '../../src/checker/check.ts';
import type { QuestionJob } from '../../src/queue/job.ts';
import type { Attempt } from '../../src/queue/ports.ts';
import { StepAside } from '../../src/queue/step-aside.ts';
import { TryLater } from '../../src/queue/try-later.ts';
import type { SlackMessage } from '../../src/render/slack/message.ts';
import { createAccess } from '../../src/slack/access/access.ts';
import { createAnswerer } from '../../src/slack/answer-question.ts';
import { createClusterTurns } from '../../src/slack/cluster-turns.ts';
import { NO_CONVERSATION_SETTINGS } from '../../src/slack/conversation-settings.ts';
import type { Check } from '../../src/slack/work-out-answer.ts';
import { diagnosis, question, silent } from '../queue/question.ts';

const outcome: CheckOutcome = { kind: 'diagnosis', diagnosis };

describe('a question about a cluster that is busy', () => {
  let said: string[];
  let running: { readonly answer: () => void }[];
  let sharing: boolean;
  let searches: number;
  let paces: number;
  let isChannelBusy: boolean;
  let posting: () => Promise<void>;
  let stopped: readonly unknown[];
  let process: ReturnType<typeof createAnswerer>;

  const check: Check = (_target, _symptom, signal) => {
    const { promise, resolve, reject } = Promise.withResolvers<CheckOutcome>();
    signal.addEventListener('abort', () => {
      stopped = [...stopped, signal.reason];
      reject(signal.reason);
    });
    running.push({ answer: () => resolve(outcome) });
    return promise;
  };
  const attempt = (id: string, change: Partial<QuestionJob> = {}, over: Partial<Attempt> = {}): Attempt => ({
    id,
    job: { ...question(id), ...change },
    number: 1,
    round: 0,
    isLast: false,
    confirm: async () => undefined,
    remember: async () => undefined,
    signal: new AbortController().signal,
    ...over,
  });

  beforeEach(() => {
    said = [];
    running = [];
    sharing = false;
    searches = 0;
    paces = 0;
    isChannelBusy = false;
    stopped = [];
    posting = async () => {};
    const say = async ({ text }: SlackMessage) => {
      said.push(text);
      return `1.${said.length}`;
    };
    process = createAnswerer({
      messenger: {
        post: async (...[, , message]: readonly [unknown, unknown, SlackMessage, ...unknown[]]) => {
          await posting();
          return say(message);
        },
        update: async (...[, , message]: readonly [unknown, unknown, SlackMessage, ...unknown[]]) => {
          await say(message);
        },
        discard: async () => {},
        status: async () => true,
        respond: async () => undefined,
        find: async () => {
          searches += 1;
          return null;
        },
      },
      pace: async () => {
        paces += 1;
        if (isChannelBusy) throw new StepAside('channel', 1_000);
      },
      checks: { shared: check, alone: check, isRunning: async () => sharing },
      audit: async () => ({ kind: 'environment', message: 'no cluster' }),
      find: async () => ({ candidates: [], unread: [] }),
      access: createAccess(NO_CONVERSATION_SETTINGS, [], async () => false),
      clusterOf: async (name) => name ?? 'prod',
      takeTurn: createClusterTurns({ all: 1, audits: 1 }, () => performance.now()),
      log: silent,
      settings: NO_CONVERSATION_SETTINGS,
    });
  });
  const busy = async () => {
    const first = process(attempt('first'));
    await expect.poll(() => running.length).toBe(1);
    said = [];
    return { first };
  };

  it('says so in its thread, and comes back later', async () => {
    await busy();
    const posted: unknown[] = [];
    const remember = async (what: unknown) => void posted.push(what);
    await expect(process(attempt('second', {}, { remember }))).rejects.toMatchObject({
      name: 'StepAside',
      why: 'cluster',
      afterMs: expect.any(Number),
    });
    expect(said).toEqual([expect.stringMatching(/Waiting: 1 other check of .*prod.* is running/)]);
    expect(posted).toEqual([{ parentTs: null, answerTs: '1.1' }]);
    expect(running).toHaveLength(1);
  });

  it('says it once, and asks nothing of Slack when it comes back in vain', async () => {
    await busy();
    const waiting = attempt('second', { posted: { parentTs: null, answerTs: '1.1' } });
    await expect(process(waiting)).rejects.toBeInstanceOf(StepAside);
    expect([said, searches, paces]).toEqual([[], 0, 1]);
  });

  it('is answered in the same place once it is its turn', async () => {
    const { first } = await busy();
    await expect(process(attempt('second'))).rejects.toBeInstanceOf(StepAside);
    running[0]?.answer();
    await first;
    said = [];
    const second = process(attempt('second', { posted: { parentTs: null, answerTs: '1.1' } }));
    await expect.poll(() => running.length).toBe(2);
    running[1]?.answer();
    expect(await second).toEqual({ diagnosis });
    expect(said).toEqual([expect.stringContaining('payments/api')]);
  });

  it('is not held up where another question’s check is its own too', async () => {
    await busy();
    sharing = true;
    const second = process(attempt('second'));
    await expect.poll(() => running.length).toBe(2);
    running[1]?.answer();
    expect(await second).toEqual({ diagnosis });
  });

  it('waits for its own check where it is asked again', async () => {
    await busy();
    sharing = true;
    const again = { askedBy: 'U1', before: null };
    await expect(process(attempt('second', { again }))).rejects.toBeInstanceOf(StepAside);
  });

  it('is looked into while Slack takes the message', async () => {
    const { promise: taken, resolve: take } = Promise.withResolvers<void>();
    posting = () => taken;
    const answered = process(attempt('first'));
    await expect.poll(() => running.length).toBe(1);
    expect(said).toEqual([]);
    running[0]?.answer();
    take();
    expect(await answered).toEqual({ diagnosis });
    expect(said).toEqual([expect.stringContaining('Checking'), expect.stringContaining('payments/api')]);
  });

  it('is not looked into where its channel’s turn has not come', async () => {
    isChannelBusy = true;
    await expect(process(attempt('first'))).rejects.toBeInstanceOf(StepAside);
    expect(running).toEqual([]);
  });

  it('is looked into no further where Slack does not take the message', async () => {
    const trouble = new TryLater('Slack: it is away');
    posting = async () => {
      await expect.poll(() => running.length).toBe(1);
      throw trouble;
    };
    await expect(process(attempt('first'))).rejects.toBe(trouble);
    expect(stopped).toEqual([trouble]);
  });

  it('gives its turn back when its attempt fails', async () => {
    await expect(
      process(
        attempt(
          'failing',
          {},
          {
            remember: async () => {
              throw new Error('the queue is gone');
            },
          },
        ),
      ),
    ).rejects.toThrow('the queue is gone');
    void process(attempt('next'));
    await expect.poll(() => running.length).toBe(1);
  });

  it('keeps another cluster’s questions from nothing', async () => {
    await busy();
    const target = { cluster: 'staging', namespace: 'web', serviceAccount: 'front', pod: null };
    void process(attempt('other', { question: { kind: 'check', target, symptom: null } }));
    await expect.poll(() => running.length).toBe(2);
  });
});
