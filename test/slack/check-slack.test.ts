import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import type { SandboxSlackOptions } from '../../src/sandbox/slack/options.ts';
import { type SandboxSlack, startSandboxSlack } from '../../src/sandbox/slack/start.ts';
import type { SlackSettings } from '../../src/slack/app.ts';
import { checkSlack } from '../../src/slack/check-slack.ts';
import type { SlackObserver } from '../../src/slack/slack-observer.ts';

const log = pino({ level: 'silent' });

const tokenIs = (botToken: string) => [{ id: null, variable: 'SLACK_BOT_TOKEN', botToken }];

describe('asking Slack who the bot is', () => {
  let slack: SandboxSlack | undefined;
  afterEach(() => slack?.close());

  async function settings(options: Partial<SandboxSlackOptions> = {}): Promise<SlackSettings> {
    slack = await startSandboxSlack({
      mode: 'socket',
      signingSecret: 's',
      botToken: 'xoxb-1',
      appToken: 'xapp-1',
      ...options,
    });
    return {
      installations: tokenIs('xoxb-1'),
      apiUrl: slack.apiUrl,
      receive: { mode: 'socket', appToken: 'xapp-1' },
    };
  }

  it('tells who it is and what it was granted', async () => {
    const check = await checkSlack(
      await settings({ scopes: ['chat:write', 'commands'] }),
      AbortSignal.timeout(5_000),
      {
        log,
      },
    );
    expect(check).toMatchObject({
      bots: [{ check: { state: 'ok', identity: 'irsa in Sandbox', scopes: ['chat:write', 'commands'] } }],
      app: { state: 'ok' },
    });
  });

  it("gives Slack's own word for a refusal", async () => {
    const good = await settings();
    const check = await checkSlack(
      { ...good, installations: tokenIs('xoxb-other'), receive: { mode: 'socket', appToken: 'xapp-other' } },
      AbortSignal.timeout(5_000),
      { log },
    );
    const refused = { state: 'denied', reason: 'invalid_auth' };
    expect(check).toMatchObject({ bots: [{ check: refused }], app: refused });
  });

  it('asks for no address of a socket over HTTP', async () => {
    const good = await settings();
    const http = { mode: 'http', signingSecret: 's', port: 0 } as const;
    const { app } = await checkSlack({ ...good, receive: http }, AbortSignal.timeout(5_000), { log });
    expect(app).toBeNull();
    expect(slack?.calls.map(({ method }) => method)).toEqual(['auth.test']);
  });

  it.each([
    ['429', /throttles/],
    ['500', /500/],
    ['reset', /./],
  ] as const)('tells a failure from a refusal: %s', async (kind, reason) => {
    const good = await settings({ faults: [{ method: 'auth.test', kind }] });
    const { bots } = await checkSlack(good, AbortSignal.timeout(5_000), { log });
    expect(bots[0]?.check).toEqual({ state: 'failed', reason: expect.stringMatching(reason) });
  });

  it('waits no longer than it may', async () => {
    const good = await settings({ faults: [{ method: 'auth.test', kind: 'hang' }] });
    const startedAt = performance.now();
    const { bots } = await checkSlack(good, AbortSignal.timeout(100), { log });
    expect(bots[0]?.check).toEqual({ state: 'failed', reason: 'Slack did not answer in time' });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it('lets an observer hear how each call ended', async () => {
    const heard: string[] = [];
    const observer: SlackObserver = {
      acknowledged: () => undefined,
      begin:
        (api) =>
        ({ outcome, status }) =>
          heard.push(`${api} ${outcome} ${status}`),
    };
    const good = await settings();
    const ask = (botToken: string) =>
      checkSlack(
        { ...good, installations: tokenIs(botToken), receive: { mode: 'http', signingSecret: 's', port: 0 } },
        AbortSignal.timeout(5_000),
        { log, observer },
      );
    await ask('xoxb-1');
    await ask('xoxb-other');
    slack?.addFault({ method: 'auth.test', kind: '429' });
    await ask('xoxb-1');
    slack?.addFault({ method: 'auth.test', kind: '500' });
    await ask('xoxb-1');
    slack?.addFault({ method: 'auth.test', kind: 'reset' });
    await ask('xoxb-1');
    expect(heard).toEqual([
      'slack:auth.test ok 200',
      'slack:auth.test refused 200',
      'slack:auth.test throttled 429',
      'slack:auth.test failed 500',
      'slack:auth.test failed null',
    ]);
  });
});
