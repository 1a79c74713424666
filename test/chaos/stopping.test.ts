import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it, type TestContext } from 'vitest';
import { questionId } from '../../src/slack/question-id.ts';
import { describeWithRedisServer } from '../redis.ts';
import type { Asked } from './asking.ts';
import { diceOf } from './dice.ts';
import { judge } from './judgement.ts';
import { openStage, type Stage, type StageOptions } from './stage.ts';

/** A question that takes a while, so that something can happen meanwhile. */
const SLOW_MS = 3_000;

async function open(
  options: StageOptions,
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
): Promise<Stage> {
  const stage = await openStage(options, diceOf(process.env));
  onTestFinished(() => stage.close());
  stage.world.delays.push({ api: 'iam:GetRole', ms: SLOW_MS });
  return stage;
}

/** Asks, and waits until the check is under way. */
async function askSlowly({ slack, cloud }: Stage): Promise<Asked> {
  const user = slack.user();
  const said = user.say('room-11', '@irsa check payments/api');
  await slack.waitFor(() => cloud.requests.some(({ action }) => action === 'GetRole'), 10_000);
  const id = questionId.ofMessage(slack.workspace.app.teamId, said.channel, said.ts);
  return { kind: 'mention', id, user: user.id, channel: said.channel, isOutside: false, gesture: null };
}

const fatesOf = (on: Stage, asked: Asked) => judge(on, [asked]).fates;
const answered = (on: Stage, asked: Asked, withinMs: number) =>
  on.slack.waitFor(() => fatesOf(on, asked).answered === 1, withinMs);
const [first, second] = [0, 1] as const;

describeWithRedisServer('a service that is told to stop', (redisServer) => {
  it.concurrent('finishes what it does, and ends well', async (test) => {
    const on = await open({ mode: 'http', redisServer, sides: ['start'] }, test);
    const asked = await askSlowly(on);
    const exit = await on.processes[first]?.stop();
    expect(exit).toMatchObject({ status: 0, signal: null });
    expect(fatesOf(on, asked)).toEqual({ answered: 1 });
  }, 120_000);

  it.concurrent('ends at once when it is told again, and answers after it is back', async (test) => {
    const on = await open({ mode: 'http', redisServer, sides: ['start'] }, test);
    const [service] = on.processes;
    const asked = await askSlowly(on);
    const pid = service?.pids.at(-1) ?? 0;
    process.kill(pid, 'SIGTERM');
    await pause(200);
    const toldAgainAt = performance.now();
    process.kill(pid, 'SIGINT');
    const exit = await on.slack.waitFor(() => service?.exits[first], 5_000);
    expect(performance.now() - toldAgainAt).toBeLessThan(1_000);
    expect(exit).toMatchObject({ status: 4, signal: null });
    await answered(on, asked, 40_000);
  }, 120_000);

  it.concurrent('does not wait for a client that never ends its request', async (test) => {
    const on = await open({ mode: 'http', redisServer, sides: ['start'] }, test);
    const started = await on.processes[first]?.running();
    const idler = connect(Number(started?.port), '127.0.0.1');
    idler.on('error', () => {});
    idler.write('POST /slack/events HTTP/1.1\r\nhost: localhost\r\ncontent-length: 10000\r\n\r\nx');
    await pause(200);
    const exit = await on.processes[first]?.stop();
    idler.destroy();
    expect(exit).toMatchObject({ status: 0, signal: null });
    expect(exit?.tookMs).toBeLessThan(10_000);
  }, 120_000);

  it.concurrent('ends well while it tries in vain to connect to Slack again', async (test) => {
    const on = await open({ mode: 'socket', redisServer, sides: ['start'] }, test);
    on.slack.addFault({ method: 'apps.connections.open', kind: '500', times: 1_000 });
    on.slack.socket?.drop();
    await on.slack.waitFor(() => on.slack.calls.some(({ outcome }) => outcome === '500'), 5_000);
    const exit = await on.processes[first]?.stop();
    expect(exit).toMatchObject({ status: 0, signal: null });
    expect(exit?.tookMs).toBeLessThan(10_000);
  }, 120_000);
});

describeWithRedisServer('a service in Socket Mode', (redisServer) => {
  it.concurrent('goes on after a message that its client does not understand', async (test) => {
    const on = await open({ mode: 'socket', redisServer, sides: ['start'] }, test);
    void on.slack.socket?.deliver({ kind: 'events_api', payload: { type: 'app_rate_limited' } }, null);
    const asked = await askSlowly(on);
    await answered(on, asked, 15_000);
    expect(on.processes[first]?.exits).toEqual([]);
  }, 120_000);
});

describeWithRedisServer('a worker', (redisServer) => {
  const options = { mode: 'http', redisServer, sides: ['worker', 'bot'] } as const;

  it.concurrent('that is killed over a question has it answered by the next, soon', async (test) => {
    const on = await open(options, test);
    const asked = await askSlowly(on);
    const killedAt = performance.now();
    on.processes[first]?.kill();
    await answered(on, asked, 40_000);
    const afterMs = Math.round(performance.now() - killedAt);
    process.stdout.write(`${JSON.stringify({ scenario: 'worker-killed', answeredAfterMs: afterMs })}\n`);
    // Its claim lapses after 15 s, and somebody looks every 3 s, twice; the question itself is slow.
    expect(afterMs).toBeLessThan(15_000 + 2 * 3_000 + SLOW_MS + 4_000);
  }, 120_000);

  it.concurrent('that is told to stop while Redis is gone ends within its period', async (test) => {
    const on = await open(options, test);
    await askSlowly(on);
    await on.redis?.stop('killed');
    const [worker, bot] = await Promise.all([on.processes[first]?.stop(), on.processes[second]?.stop()]);
    expect(worker?.signal).toBeNull();
    expect(bot?.signal).toBeNull();
  }, 120_000);

  it.concurrent('that is told to stop while Slack hangs hands its question to the next', async (test) => {
    const on = await open({ ...options, sides: ['worker', 'bot', 'worker'] }, test);
    on.slack.addFault({ method: 'chat.update', kind: 'hang', times: 1 });
    const asked = await askSlowly(on);
    const exits = await Promise.all([on.processes[first]?.stop()]);
    expect(exits).toMatchObject([{ status: 0, signal: null }]);
    await answered(on, asked, 40_000);
  }, 120_000);
});
