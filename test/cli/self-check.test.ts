import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Cloud, startCloud } from '../../src/sandbox/cloud.ts';
import { seededWorld } from '../../src/sandbox/scenarios/list.ts';
import { type SandboxSlack, startSandboxSlack } from '../../src/sandbox/slack/start.ts';
import type { World } from '../../src/sandbox/world/world.ts';
import { openPlace, type Place } from './place.ts';

/** `irsa-doctor/self-check/v1`, to the letter. */
const report = z.strictObject({
  schema: z.literal('irsa-doctor/self-check/v1'),
  status: z.enum(['ok', 'incomplete', 'unreachable']),
  checks: z.array(
    z.strictObject({
      integration: z.enum(['slack', 'queue', 'cluster', 'aws']),
      subject: z.string().min(1),
      state: z.enum(['ok', 'advice', 'denied', 'failed', 'skipped']),
      reason: z.string(),
      remedy: z.string().min(1).nullable(),
    }),
  ),
});

describe('irsa-doctor self-check', () => {
  let place: Place;
  let world: World;
  let cloud: Cloud;
  let slack: SandboxSlack;
  let env: Record<string, string>;

  beforeAll(async () => {
    place = await openPlace();
    world = seededWorld();
    cloud = await startCloud(world);
    slack = await startSandboxSlack({
      mode: 'http',
      signingSecret: 's',
      botToken: 'xoxb-1',
      appToken: 'xapp-1',
    });
    env = {
      ...cloud.environment,
      KUBECONFIG: await place.write('kubeconfig', cloud.kubeconfig),
      IRSA_DOCTOR_CONFIG: await place.write('settings.yaml', cloud.settings),
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_SIGNING_SECRET: 's',
    };
  });
  afterAll(async () => {
    await slack?.close();
    await cloud?.close();
    await place?.close();
  });
  afterEach(() => {
    world.faults.length = 0;
    slack.clearFaults();
  });

  it('prints what it tried and ends with 0 where nothing is missing', async () => {
    const ran = await place.run(['self-check'], { env });
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    for (const title of ['Slack', 'Queue', 'Kubernetes', 'AWS'])
      expect(ran.stdout).toMatch(new RegExp(`^${title}$`, 'm'));
    expect(ran.stdout).toMatch(/✓ ok +list pods in prod-eu/);
    expect(ran.stdout).toMatch(/\d+ ok\n$/);
    expect(ran.stdout).not.toContain('\u001b');
  });

  it('ends with 3 where something cannot be read, and says how to mend it', async () => {
    world.faults.push({ api: 'iam:GetRole', kind: 'denied' });
    const ran = await place.run(['self-check'], { env });
    expect(ran).toMatchObject({ status: 3, stderr: '' });
    expect(ran.stdout).toMatch(/✗ denied +iam:GetRole in account 111122223333/);
    expect(ran.stdout.replace(/\s+/g, ' ')).toContain(
      '→ Allow iam:GetRole on arn:aws:iam::111122223333:role/',
    );
  });

  it('ends with 4 where nothing answers', async () => {
    const nowhere = 'http://127.0.0.1:1';
    const lost = {
      ...env,
      SLACK_API_URL: `${nowhere}/api/`,
      AWS_ENDPOINT_URL: nowhere,
      REDIS_URL: 'redis://127.0.0.1:1',
      KUBECONFIG: await place.write(
        'lost',
        cloud.kubeconfig.replaceAll(/https:\/\/127\.0\.0\.1:\d+/g, 'https://127.0.0.1:1'),
      ),
    };
    const ran = await place.run(['self-check', '--output', 'json'], { env: lost });
    expect(ran).toMatchObject({ status: 4, stderr: '' });
    expect(report.parse(JSON.parse(ran.stdout)).status).toBe('unreachable');
  });

  it('prints JSON that keeps to its schema', async () => {
    slack.addFault({ method: 'auth.test', kind: 'error:token_revoked' });
    const ran = await place.run(['self-check', '--output', 'json'], { env });
    expect(ran).toMatchObject({ status: 3, stderr: '' });
    const { status, checks } = report.parse(JSON.parse(ran.stdout));
    expect(status).toBe('incomplete');
    expect(checks).toContainEqual({
      integration: 'slack',
      subject: 'bot token',
      state: 'denied',
      reason: 'Slack refuses it: it was revoked (token_revoked)',
      remedy: expect.stringContaining('SLACK_BOT_TOKEN'),
    });
  });

  it('works where nothing is set up at all, and says what to do first', async () => {
    const bare = {
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    };
    const ran = await place.run(['self-check'], { env: bare });
    expect(ran.status).toBe(4);
    expect(ran.stdout).toContain('KUBECONFIG');
    expect(ran.stdout).toContain('no AWS credentials were found');
  });

  it.each([
    [['--namespace', '../kube-system'], /namespace/],
    [['--output', 'xml'], /text, json/],
  ])('takes no %j', async (args, words) => {
    const ran = await place.run(['self-check', ...args], { env });
    expect(ran).toMatchObject({ status: 2, stdout: '' });
    expect(ran.stderr).toMatch(words);
  });
});
