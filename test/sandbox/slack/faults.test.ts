import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { WebAPIHTTPError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { afterEach, expect, it } from 'vitest';
import type { SandboxSlack } from '../../../src/sandbox/slack/start.ts';
import { WaitedInVain } from '../../../src/sandbox/slack/wait-for.ts';
import { startBolt, startSandbox } from './bolt-app.ts';
import { clientOf, errorOf } from './web-client.ts';

let slack: SandboxSlack;
afterEach(() => slack.close());

const post = (text: string, channel = 'oncall') =>
  clientOf(slack, undefined, 300).chat.postMessage({ channel, text });

it('answers 429 with the seconds to wait, as often as asked', async () => {
  slack = await startSandbox({
    faults: [{ method: 'chat.postMessage', kind: '429', times: 2, retryAfter: 7 }],
  });
  await expect(post('a')).rejects.toMatchObject({ retryAfter: 7 });
  await expect(post('b')).rejects.toBeInstanceOf(WebAPIRateLimitedError);
  await expect(post('c')).resolves.toMatchObject({ ok: true });
  expect(slack.calls.map(({ outcome }) => outcome)).toEqual(['429', '429', 'ok']);
});

it('breaks in every other way', async () => {
  slack = await startSandbox();
  slack.addFault({ method: '*', kind: '500' });
  await expect(post('a')).rejects.toBeInstanceOf(WebAPIHTTPError);
  slack.addFault({ method: 'chat.postMessage', kind: 'error:fatal_error' });
  expect(await errorOf(post('b'))).toMatchObject({ error: 'fatal_error' });
  slack.addFault({ method: 'chat.postMessage', kind: 'hang' });
  await expect(post('c')).rejects.toBeInstanceOf(WebAPIRequestError);
  slack.addFault({ method: 'chat.postMessage', kind: 'reset' });
  await expect(post('d')).rejects.toBeInstanceOf(WebAPIRequestError);
  expect(slack.channelMessages('oncall')).toEqual([]);
});

it('posts and then breaks the connection', async () => {
  slack = await startSandbox({ faults: [{ method: 'chat.postMessage', kind: 'reset-after-accept' }] });
  await expect(post('twice?')).rejects.toBeInstanceOf(WebAPIRequestError);
  expect(slack.channelMessages('oncall')).toMatchObject([{ text: 'twice?' }]);
});

it('is as slow as asked', async () => {
  slack = await startSandbox({ delays: { 'chat.postMessage': 120 } });
  const before = performance.now();
  await post('slow');
  expect(performance.now() - before).toBeGreaterThanOrEqual(119);
});

it('keeps the pace of each channel where that is switched on', async () => {
  let now = 1_700_000_000_000;
  slack = await startSandbox({ postPace: { burst: 2 }, clock: () => now });
  await post('a');
  await post('b');
  await expect(post('c')).rejects.toMatchObject({ retryAfter: 1 });
  await expect(post('elsewhere', 'platform')).resolves.toMatchObject({ ok: true });
  now += 1000;
  await expect(post('c')).resolves.toMatchObject({ ok: true });
});

it('delivers an event up to three times again, and says why', async () => {
  const retries: unknown[] = [];
  slack = await startSandbox();
  const stop = await startBolt(
    slack,
    (app) => {
      app.event('app_mention', async ({ context }) => {
        retries.push(context.retryNum ?? 0);
        if (retries.length < 3) throw new Error('not stored');
      });
    },
    { processBeforeResponse: true },
  );
  slack.user().say('oncall', '@irsa hello');
  await slack.settled();
  await stop();
  expect(retries).toEqual([0, 1, 2]);
  expect(slack.deliveries.map(({ receipt }) => receipt.outcome)).toEqual([
    'failed',
    'failed',
    'acknowledged',
  ]);
  expect(new Set(slack.deliveries.map(({ eventId }) => eventId)).size).toBe(1);
});

it('gives up after three redeliveries, and tells a person at once', async () => {
  slack = await startSandbox();
  slack.user().say('oncall', '@irsa hello');
  await slack.settled();
  expect(slack.deliveries.map(({ retry }) => retry)).toEqual([0, 1, 2, 3]);
  expect(await slack.user().type('oncall', '/irsa help')).toMatchObject({ error: 'dispatch_failed' });
});

it('ends redeliveries that are still to come when it is closed, and may be closed twice', async () => {
  slack = await startSandbox({ eventRetryDelays: [60_000] });
  slack.user().say('oncall', '@irsa hello');
  await slack.waitFor(() => slack.deliveries.length === 1);
  await slack.close();
  await slack.close();
  expect(slack.deliveries).toHaveLength(1);
  await expect(slack.waitFor(() => false)).rejects.toBeInstanceOf(WaitedInVain);
});

it('says what was waited for in vain', async () => {
  slack = await startSandbox();
  await expect(slack.waitFor(() => slack.openViews('avery')[0], 30)).rejects.toThrow(/30 ms: .*openViews/);
});

it('refuses a body that is larger than Slack takes', async () => {
  slack = await startSandbox();
  const response = await fetch(`${slack.apiUrl}chat.postMessage`, {
    method: 'POST',
    body: 'x'.repeat(5 * 1024 * 1024),
  });
  expect(response.status).toBe(413);
});

it('breaks answers through a response_url too, and logs them', async () => {
  slack = await startSandbox({ faults: [{ method: 'response_url', kind: '500' }] });
  const key = slack.workspace.responseUrls.issue({ channel: 'C0ONCALL0', user: 'U0AVERY00', original: null });
  const respond = () =>
    fetch(slack.apiUrl.replace('/api/', `/respond/${key}`), { method: 'POST', body: 'text=hi' });
  expect([(await respond()).status, (await respond()).status]).toEqual([500, 200]);
  expect(slack.calls).toMatchObject([
    { method: 'response_url', outcome: '500' },
    { args: { text: 'hi' }, outcome: 'ok' },
  ]);
});

it.each(['http', 'socket'])('leaves nothing that keeps a process alive in %s mode', async (mode) => {
  slack = await startSandbox();
  const start = new URL('../../../src/sandbox/slack/start.ts', import.meta.url).href;
  const program = `
    const { startSandboxSlack } = await import('${start}');
    const slack = await startSandboxSlack({ mode: '${mode}', signingSecret: 's', botToken: 'b', appToken: 'a' });
    slack.user().say('oncall', '@irsa hello');
    slack.setDelay('auth.test', 60_000);
    fetch(slack.apiUrl + 'auth.test', { method: 'POST' }).catch(() => undefined);
    await slack.waitFor(() => slack.deliveries.length > 0);
    await slack.close();
    console.log('closed');
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
    timeout: 10_000,
  });
  expect(stdout).toBe('closed\n');
});
