import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type SandboxSlack, startSandboxSlack } from '../../src/sandbox/slack/start.ts';
import type { ChannelMessage } from '../../src/sandbox/slack/state/messages.ts';
import { createSlackClient } from '../../src/slack/slack-client.ts';
import { createThreadStatus } from '../../src/slack/thread-status.ts';

const METHOD = 'assistant.threads.setStatus';

describe('the status of a thread', () => {
  let slack: SandboxSlack;
  let message: ChannelMessage;
  beforeAll(async () => {
    slack = await startSandboxSlack({ mode: 'http', signingSecret: 's', botToken: 'xoxb-1' });
    message = slack.user().say('oncall', 'hello');
  });
  afterEach(() => slack.clearFaults());
  afterAll(() => slack.close());

  const status = () =>
    createThreadStatus(createSlackClient('xoxb-1', slack.apiUrl), pino({ level: 'silent' }));
  const calls = () => slack.calls.filter(({ method }) => method === METHOD).length;

  it('is shown and taken away', async () => {
    const show = status();
    expect(await show(message.channel, message.ts, 'is checking…')).toBe(true);
    expect(slack.threadStatus('oncall', message.ts)).toBe('is checking…');
    expect(await show(message.channel, message.ts, '')).toBe(true);
    expect(slack.threadStatus('oncall', message.ts)).toBeNull();
  });

  it('is not tried again in a workspace that does not know it', async () => {
    const show = status();
    slack.addFault({ method: METHOD, kind: 'error:unknown_method' });
    expect(await show(message.channel, message.ts, 'is checking…')).toBe(false);
    const before = calls();
    expect(await show(message.channel, message.ts, 'is checking…')).toBe(false);
    expect(calls()).toBe(before);
  });

  it.each(['500', '429', 'reset', 'error:invalid_thread_ts'] as const)(
    'is tried again after a %s',
    async (kind) => {
      const show = status();
      slack.addFault({ method: METHOD, kind });
      expect(await show(message.channel, message.ts, 'is checking…')).toBe(false);
      expect(await show(message.channel, message.ts, 'is checking…')).toBe(true);
    },
  );

  it('is waited for no longer than two seconds', async () => {
    slack.setDelay(METHOD, 4_000);
    const startedAt = performance.now();
    expect(await status()(message.channel, message.ts, 'is checking…')).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });
});
