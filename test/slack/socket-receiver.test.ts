import { setTimeout as pause } from 'node:timers/promises';
import { App } from '@slack/bolt';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SandboxSlack, startSandboxSlack } from '../../src/sandbox/slack/start.ts';
import { boltLogger } from '../../src/slack/bolt-logger.ts';
import { slackClientOptions } from '../../src/slack/slack-client.ts';
import { SocketReceiver } from '../../src/slack/socket-receiver.ts';

const BOT_TOKEN = 'xoxb-socket';
const APP_TOKEN = 'xapp-socket';

describe('the receiver for Socket Mode', () => {
  let slack: SandboxSlack;
  let receiver: SocketReceiver;
  let events: { event?: string }[];
  let onMention: () => Promise<void>;
  let heard: number;

  const start = async (appToken = APP_TOKEN) => {
    const log = pino({ level: 'info' }, { write: (line) => events.push(JSON.parse(line)) });
    const logger = boltLogger(log);
    receiver = new SocketReceiver({ appToken, apiUrl: slack.apiUrl, logger, log });
    const app = new App({
      receiver,
      authorize: async () => ({ botToken: BOT_TOKEN }),
      logger,
      clientOptions: slackClientOptions(slack.apiUrl),
    });
    app.command(/.*/, async ({ ack }) => ack());
    app.event('app_mention', async () => {
      heard += 1;
      await onMention();
    });
    app.error(async (error) => {
      throw error;
    });
    await app.start();
  };

  beforeEach(async () => {
    events = [];
    heard = 0;
    onMention = async () => {};
    slack = await startSandboxSlack({
      mode: 'socket',
      signingSecret: 's',
      botToken: BOT_TOKEN,
      appToken: APP_TOKEN,
      eventRetryDelays: [0, 100, 200],
    });
  });
  afterEach(async () => {
    await receiver.stop();
    await slack.close();
  });

  it.each(['warning', 'refresh_requested'] as const)(
    'takes every command while Slack replaces its connection (%s)',
    async (reason) => {
      await start();
      const outcomes: Promise<{ ok: boolean }>[] = [];
      for (let n = 0; n < 60; n += 1) {
        if (n % 15 === 5) slack.socket?.refresh(reason);
        outcomes.push(slack.user().type('oncall', `/irsa ${n}`));
        await pause(10);
      }
      const settled = await Promise.all(outcomes);
      expect(settled.filter(({ ok }) => !ok)).toEqual([]);
    },
  );

  it('keeps one connection after one was replaced', async () => {
    await start();
    slack.socket?.refresh();
    await slack.waitFor(
      () => slack.calls.filter(({ method }) => method === 'apps.connections.open').length === 2,
    );
    await slack.waitFor(() => slack.socket?.connections === 1, 8_000);
  });

  it('is back soon after its connection was cut, and after Slack was out of reach', async () => {
    await start();
    slack.addFault({ method: 'apps.connections.open', kind: 'reset', times: 2 });
    slack.socket?.drop();
    await slack.waitFor(() => slack.socket?.connections === 0);
    await slack.waitFor(() => slack.socket?.connections === 1, 8_000);
    expect(await slack.user().type('oncall', '/irsa help')).toMatchObject({ ok: true });
  });

  it('acknowledges an event after its listener, and has it delivered again where that fails', async () => {
    await start();
    onMention = async () => {
      if (heard < 3) throw new Error('not stored');
    };
    slack.user().say('oncall', '@irsa hello');
    await slack.settled();
    expect(heard).toBe(3);
    expect(slack.deliveries.map(({ receipt }) => receipt.outcome)).toEqual([
      'timed-out',
      'timed-out',
      'acknowledged',
    ]);
  }, 15_000);

  it('goes on after a message that is no event', async () => {
    await start();
    void slack.socket?.deliver({ kind: 'events_api', payload: { type: 'app_rate_limited' } }, null);
    slack.user().say('oncall', '@irsa hello');
    await slack.waitFor(() => heard === 1);
  });

  it('starts while Slack has a passing trouble', async () => {
    slack.addFault({ method: 'apps.connections.open', kind: '500' });
    await start();
    expect(slack.socket?.connections).toBe(1);
  });

  it('does not start with a token that Slack refuses, and says so at once', async () => {
    await expect(start('xapp-wrong')).rejects.toThrow('invalid_auth');
  });

  it('does not wait for a Slack that hangs when it is to stop', async () => {
    await start();
    slack.addFault({ method: 'apps.connections.open', kind: 'hang' });
    slack.socket?.drop();
    await slack.waitFor(() => slack.calls.some(({ outcome }) => outcome === 'hang'));
    const stoppedAt = performance.now();
    await receiver.stop();
    expect(performance.now() - stoppedAt).toBeLessThan(3_000);
  });

  it('does not flood a Slack that turns every connection away', async () => {
    await start();
    const turning = setInterval(() => slack.socket?.refresh(), 20);
    await pause(3_000);
    clearInterval(turning);
    expect(slack.calls.filter(({ method }) => method === 'apps.connections.open').length).toBeLessThan(4);
  });

  it('stops while it tries to connect, and when it is told twice', async () => {
    await start();
    slack.addFault({ method: 'apps.connections.open', kind: '500', times: 100 });
    slack.socket?.drop();
    await slack.waitFor(() => events.some(({ event }) => event === 'slack-not-connected'));
    await Promise.all([receiver.stop(), receiver.stop()]);
    await pause(700);
    expect(slack.socket?.connections).toBe(0);
  });
});
