import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage } from '../end-to-end/stage.ts';
import { describeWithRedis } from '../redis.ts';

interface Ready {
  readonly status: string;
  readonly integrations: readonly {
    readonly integration: string;
    readonly state: string;
    readonly conditions: readonly { readonly reason: string; readonly remedy: string | null }[];
  }[];
}

async function readiness(stage: Stage): Promise<Ready & { readonly http: number }> {
  const response = await fetch(`http://127.0.0.1:${stage.service.adminPort}/readyz?output=json`);
  return { http: response.status, ...((await response.json()) as Ready) };
}

async function metrics(stage: Stage): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${stage.service.adminPort}/metrics`);
  return response.text();
}

describe.each(['http', 'socket'] as const)('the running service over %s', (mode) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ mode, redisUrl: null });
  });
  afterAll(() => stage?.close());
  afterEach(() => {
    stage.slack.clearFaults();
    stage.world.faults.length = 0;
  });

  async function ask(): Promise<string> {
    const answered = stage.answered();
    await stage.slack.user().type('oncall', '/irsa check payments/api');
    await answered;
    return String(stage.events.findLast(({ event }) => event === 'answered')?.reference);
  }

  it('measures a question from its delivery to its answer', async () => {
    await ask();
    const text = await metrics(stage);
    for (const line of [
      'irsa_doctor_questions_total{kind="check",via="command"} 1',
      'irsa_doctor_questions_answered_total{kind="check",verdict="broken"} 1',
      `irsa_doctor_time_to_ack_seconds_count{transport="${mode}"} 1`,
      'irsa_doctor_time_to_first_message_seconds_count 1',
      'irsa_doctor_time_to_answer_seconds_count{kind="check"} 1',
      'irsa_doctor_calls_total{api="iam:GetRole",outcome="ok"} 1',
      'irsa_doctor_calls_total{api="slack:chat.postMessage",outcome="ok"} 2',
      'irsa_doctor_queue_depth 0',
      'irsa_doctor_questions_in_progress 0',
    ])
      expect(text.split('\n')).toContain(line);
    expect(text).not.toMatch(/payments|U0AVERY|oncall|xoxb/);
  });

  it('logs every call of a question with its reference, and the id that AWS gave it', async () => {
    const before = stage.events.length;
    const reference = await ask();
    const calls = stage.events.slice(before).filter(({ event }) => event === 'call');
    const apis = calls.filter((one) => one.reference === reference).map(({ api }) => api);
    for (const api of ['slack:chat.postMessage', 'kubernetes:list pods', 'iam:GetRole', 'slack:chat.update'])
      expect(apis).toContain(api);
    expect(calls.find(({ api }) => api === 'iam:GetRole')?.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('counts a redelivery that was stopped', async () => {
    const answered = stage.answered();
    stage.slack.user().say('oncall', '@irsa check payments/api');
    await answered;
    const delivery = stage.slack.deliveries.findLast(
      (one) => one.kind === 'events_api' && one.eventId !== null,
    );
    expect(await stage.slack.redeliver(delivery?.eventId ?? '')).toBe(true);
    await stage.slack.settled();
    expect(await metrics(stage)).toContain('irsa_doctor_duplicates_stopped_total{via="mention"} 1');
  });

  it('counts what throttles it', async () => {
    stage.world.faults.push({ api: 'iam:GetRole', kind: 'throttled', times: 1 });
    await ask();
    expect(await metrics(stage)).toContain(
      'irsa_doctor_calls_total{api="iam:GetRole",outcome="throttled"} 1',
    );
  });

  it('lives and is ready', async () => {
    const health = await fetch(`http://127.0.0.1:${stage.service.adminPort}/healthz`);
    expect(health.status).toBe(200);
    expect(await readiness(stage)).toMatchObject({
      http: 200,
      status: 'ready',
      integrations: ['slack', 'queue', 'cluster', 'aws'].map((integration) => ({ integration, state: 'ok' })),
    });
    expect(await metrics(stage)).toContain('irsa_doctor_integration_ready{integration="aws"} 1');
  });
});

describeWithRedis('readiness', (redisUrl) => {
  let stage: Stage | undefined;
  afterEach(async () => {
    await stage?.close();
    stage = undefined;
  });

  async function opened(mode: 'http' | 'socket', sides: { bot: boolean; worker: boolean }): Promise<Stage> {
    stage = await openStage({ mode, redisUrl, sides });
    return stage;
  }

  it('of a bot alone is a matter of Slack and the queue', async () => {
    const report = await readiness(await opened('http', { bot: true, worker: false }));
    expect(report.integrations.map(({ integration }) => integration)).toEqual(['slack', 'queue']);
  });

  it('of a bot alone leaves clusters to its workers, and says so to whoever opens its home', async () => {
    const one = await opened('socket', { bot: true, worker: false });
    one.slack.user('noor').openHome();
    const home = await one.slack.waitFor(() => one.slack.homeOf('noor'));
    expect(one.slack.renderView(home)).toMatch(/⚪ clusters: read by the workers/);
  });

  it('of a worker alone needs clusters and AWS', async () => {
    const one = await opened('socket', { bot: false, worker: true });
    one.world.faults.push({ api: 'kubernetes:get /version', kind: 'garbage' });
    const report = await readiness(one);
    expect(report).toMatchObject({ http: 503, status: 'not-ready' });
    expect(report.integrations.find(({ integration }) => integration === 'cluster')).toMatchObject({
      state: 'failing',
      conditions: [
        {
          reason: expect.stringContaining('HTML'),
          remedy: expect.stringContaining('API server'),
        },
      ],
    });
  });

  it.each([
    ['http', 200, 'degraded'],
    ['socket', 503, 'not-ready'],
  ] as const)(
    'over %s answers %i without AWS, since over HTTP Slack would not be heard any more',
    async (mode, http, status) => {
      const one = await opened(mode, { bot: true, worker: true });
      for (const api of ['sts:GetCallerIdentity', 'eks:DescribeCluster'])
        one.world.faults.push({ api, kind: 'denied' });
      expect(await readiness(one)).toMatchObject({ http, status });
    },
  );

  it('is lost with the token', async () => {
    const one = await opened('http', { bot: true, worker: false });
    one.slack.addFault({ method: 'auth.test', kind: 'error:token_revoked' });
    const report = await readiness(one);
    expect(report).toMatchObject({ http: 503, status: 'not-ready' });
    expect(report.integrations[0]?.conditions[0]?.remedy).toContain('SLACK_BOT_TOKEN');
  });
});
