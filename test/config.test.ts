import { describe, expect, it } from 'vitest';
import { type Config, loadConfig, type Purpose } from '../src/config.ts';

const SLACK = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'secret' };

function load(env: Record<string, string>, purpose: Purpose = 'start', file: string | null = null): Config {
  const loaded = loadConfig(env, purpose, () => file);
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  return loaded.config;
}

function problems(env: Record<string, string>, purpose: Purpose = 'start', file: string | null = null) {
  const loaded = loadConfig(env, purpose, () => file);
  return loaded.ok ? [] : loaded.problems;
}

describe('loadConfig', () => {
  it('needs nothing for the command line', () => {
    expect(load({}, 'checker')).toEqual({
      slack: null,
      adminPort: 9090,
      redisUrl: null,
      queueName: 'irsa-doctor',
      dataDirectory: './data',
      logLevel: 'info',
      sources: { clusters: [], accounts: {}, kubeconfigPath: null },
    });
  });

  it('takes HTTP with a signing secret, and Socket Mode as soon as there is an app token', () => {
    expect(load({ ...SLACK, PORT: '8080' }).slack?.receive).toEqual({
      mode: 'http',
      signingSecret: 'secret',
      port: 8080,
    });
    expect(load({ ...SLACK, SLACK_APP_TOKEN: 'xapp-1' }).slack?.receive).toEqual({
      mode: 'socket',
      appToken: 'xapp-1',
    });
  });

  it('gives the address of Slack one slash at its end', () => {
    expect(load({ ...SLACK, SLACK_API_URL: 'http://localhost:1/api' }).slack?.apiUrl).toBe(
      'http://localhost:1/api/',
    );
  });

  it('reports all problems at once, each with what to write', () => {
    const found = problems({
      PORT: 'many',
      LOG_LEVEL: 'loud',
      REDIS_URL: 'localhost:6379',
      SLACK_APP_TOKEN: 'xoxb-2',
    });
    expect(found).toHaveLength(5);
    for (const name of ['PORT', 'LOG_LEVEL', 'REDIS_URL', 'SLACK_APP_TOKEN', 'SLACK_BOT_TOKEN']) {
      expect(found.some((problem) => problem.startsWith(name) && /write/.test(problem))).toBe(true);
    }
  });

  it.each(['bot', 'worker'] as const)(
    'refuses a lone %s without a queue that both sides share',
    (purpose) => {
      expect(problems(SLACK, purpose)).toEqual([expect.stringMatching(/^REDIS_URL is missing/)]);
    },
  );

  it('lets a worker do without the secret of a side that it does not run', () => {
    expect(problems({ SLACK_BOT_TOKEN: 'xoxb-1', REDIS_URL: 'redis://localhost' }, 'worker')).toEqual([]);
  });

  it('reads clusters and accounts from the file', () => {
    const file = `
clusters:
  - name: prod-eu
    eks: { name: prod, region: eu-west-1 }
    kubernetes: { auth: eks }
    assumeRole: arn:aws:iam::111122223333:role/irsa-doctor-read
  - name: lab
    kubernetes: { context: kind-lab }
accounts:
  "444455556666": { assumeRole: "arn:aws:iam::444455556666:role/irsa-doctor-read" }
`;
    expect(load({}, 'checker', file).sources).toEqual({
      clusters: [
        {
          name: 'prod-eu',
          eks: { name: 'prod', region: 'eu-west-1' },
          kubernetes: { auth: 'eks' },
          assumeRole: 'arn:aws:iam::111122223333:role/irsa-doctor-read',
        },
        { name: 'lab', eks: null, kubernetes: { context: 'kind-lab' }, assumeRole: null },
      ],
      accounts: { '444455556666': { assumeRole: 'arn:aws:iam::444455556666:role/irsa-doctor-read' } },
      kubeconfigPath: null,
    });
  });

  it.each([
    ['a misspelt setting', 'cluster: []', /cluster/],
    [
      'an account that YAML reads as a number too short',
      'accounts: { 4444: { assumeRole: x } }',
      /twelve digits/,
    ],
    ['something else than a role', 'clusters: [{ name: a, assumeRole: irsa-doctor-read }]', /ARN of a role/],
    ['a name twice', 'clusters: [{ name: a }, { name: a }]', /twice/],
    ['no YAML', 'clusters: [', /not valid YAML/],
    ['another kind of access', 'clusters: [{ name: a, kubernetes: { auth: token } }]', /auth: eks/],
  ])('names %s in the file', (_what, file, expected) => {
    expect(problems({}, 'checker', file)).toEqual(expect.arrayContaining([expect.stringMatching(expected)]));
  });

  it('says so when the file that was named is not there', () => {
    expect(problems({ IRSA_DOCTOR_CONFIG: '/nowhere.yaml' }, 'checker')).toEqual([
      expect.stringMatching(/IRSA_DOCTOR_CONFIG names \/nowhere.yaml, which does not exist/),
    ]);
  });
});
