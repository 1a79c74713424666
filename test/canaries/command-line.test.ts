import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decideByEngine } from '../../src/cli/demo/decide-by-engine.ts';
import { type Cloud, startCloud } from '../../src/sandbox/cloud.ts';
import { seededWorld } from '../../src/sandbox/scenarios/list.ts';
import { type SandboxSlack, startSandboxSlack } from '../../src/sandbox/slack/start.ts';
import { openPlace, type Place } from '../cli/place.ts';
import { drawCanaries, findCanaries } from './canaries.ts';
import { pastes, secretLines } from './pasted.ts';
import { plantInWorld } from './plant.ts';

describe('secrets around the command line', () => {
  const canaries = drawCanaries();
  const world = seededWorld();
  let cloud: Cloud;
  let slack: SandboxSlack;
  let place: Place;
  let env: Readonly<Record<string, string>>;
  let paste: string;

  beforeAll(async () => {
    plantInWorld(world, canaries);
    cloud = await startCloud(world, { decide: decideByEngine });
    slack = await startSandboxSlack({
      mode: 'socket',
      signingSecret: canaries.signingSecret,
      botToken: canaries.botToken,
      appToken: canaries.appToken,
    });
    place = await openPlace();
    paste = await place.write('error.txt', pastes(canaries).at(-1) ?? '');
    env = {
      ...cloud.environment,
      AWS_SESSION_TOKEN: canaries.awsSessionToken,
      KUBECONFIG: await place.write('kubeconfig', cloud.kubeconfig),
      IRSA_DOCTOR_CONFIG: await place.write('settings.yaml', cloud.settings),
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: canaries.botToken,
      SLACK_SIGNING_SECRET: canaries.signingSecret,
      SLACK_APP_TOKEN: canaries.appToken,
      LOG_LEVEL: 'trace',
      ADMIN_PORT: '0',
    };
  });
  afterAll(async () => {
    await slack?.close();
    await cloud?.close();
    await place?.close();
  });

  async function found(
    args: readonly string[],
    more: Record<string, string> = {},
    stdin = '',
  ): Promise<readonly string[]> {
    const { stdout, stderr } = await place.run(args, { env: { ...env, ...more }, stdin });
    expect(`${stdout}${stderr}`.length).toBeGreaterThan(10);
    return findCanaries(canaries, [
      { name: 'stdout', bytes: Buffer.from(stdout) },
      { name: 'stderr', bytes: Buffer.from(stderr) },
    ]);
  }

  it.each<[string, () => readonly string[]]>([
    ['check', () => ['check', 'payments/api', '--output', 'text']],
    ['check with a proof', () => ['check', 'web/front', '--prove', '--output', 'json']],
    ['check with an error', () => ['check', 'payments/api', '--error-file', paste, '--output', 'json']],
    ['check of a service account with keys in its pods', () => ['check', 'web/front']],
    ['explain as JSON', () => ['explain', paste, '--output', 'json']],
    ['explain --parse-only', () => ['explain', '--parse-only', paste]],
    ['audit', () => ['audit', '--output', 'json']],
    ['self-check', () => ['self-check']],
  ])('are not in what it writes: %s', async (_what, args) => {
    expect(await found(args())).toEqual([]);
  });

  it('are not in what it says of a mistake in its arguments', async () => {
    expect(await found(['check', ...secretLines(canaries)])).toEqual([]);
  });

  it.each<[string, () => Promise<Record<string, string>>]>([
    [
      'a port that is none',
      async () => ({ PORT: canaries.pastedPassword, ADMIN_PORT: canaries.pastedPassword }),
    ],
    ['an address of Redis that is none', async () => ({ REDIS_URL: `${canaries.redisPassword}@cache:6379` })],
    ['an app-level token that is none', async () => ({ SLACK_APP_TOKEN: canaries.botToken })],
    ['a log level that is none', async () => ({ LOG_LEVEL: canaries.pastedPassword })],
    [
      'a collector that is none',
      async () => ({ OTEL_EXPORTER_OTLP_ENDPOINT: `otlp://u:${canaries.collectorHeader}@c` }),
    ],
    [
      'tokens in the settings',
      async () => ({ IRSA_DOCTOR_CONFIG: await place.write('tokens.yaml', tokensInSettings()) }),
    ],
    [
      'settings that are no YAML',
      async () => ({
        IRSA_DOCTOR_CONFIG: await place.write('broken.yaml', `a: "${canaries.botToken}\nb: [`),
      }),
    ],
  ])('are not in what it says of settings that it does not take: %s', async (_what, settings) => {
    expect(await found(['start'], await settings())).toEqual([]);
  });

  it.each<[string, () => Promise<Record<string, string>>]>([
    [
      'a Redis that is not there',
      async () => ({ REDIS_URL: `redis://:${canaries.redisPassword}@127.0.0.1:1` }),
    ],
    [
      'tokens that Slack refuses',
      async () => ({ SLACK_BOT_TOKEN: canaries.betaToken, SLACK_APP_TOKEN: `${canaries.appToken}-wrong` }),
    ],
    [
      'a kubeconfig that is none',
      async () => ({
        KUBECONFIG: await place.write('broken-kubeconfig', `users: [{ token: ${canaries.kubeconfigToken} `),
      }),
    ],
    ['AWS keys that are refused', async () => ({ AWS_ACCESS_KEY_ID: canaries.pastedAccessKey })],
    [
      'an endpoint with a password',
      async () => ({ AWS_ENDPOINT_URL: `http://user:${canaries.pastedUrlPassword}@127.0.0.1:1` }),
    ],
  ])('are not in what it says of what it cannot reach: %s', async (_what, settings) => {
    expect(await found(['self-check'], await settings())).toEqual([]);
  });

  function tokensInSettings(): string {
    return `
slack:
  workspaces: { T0BETA001: ${canaries.betaToken}, ${canaries.botToken}: SLACK_BOT_TOKEN }
  ${canaries.appToken}: true
  contact: [${canaries.pastedPassword}]
accounts: { "${canaries.pastedAccessKey}": { assumeRole: "${canaries.awsSecretKey}" } }
`;
  }
});
