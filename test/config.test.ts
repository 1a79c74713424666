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
      queueLimit: 5_000,
      postsPerSecond: 1,
      logLevel: 'info',
      prove: false,
      cloudtrail: false,
      decode: false,
      associations: false,
      isTraced: false,
      conversation: { channels: new Map(), access: null, contact: null, identifiers: 'shown' },
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

  it('takes limits of the queue and of posting', () => {
    const env = { ...SLACK, IRSA_DOCTOR_QUEUE_LIMIT: '200', IRSA_DOCTOR_POSTS_PER_SECOND: '2.5' };
    expect(load(env)).toMatchObject({ queueLimit: 200, postsPerSecond: 2.5 });
  });

  it('reports all problems at once, each with what to write', () => {
    const found = problems({
      PORT: 'many',
      LOG_LEVEL: 'loud',
      IRSA_DOCTOR_QUEUE_LIMIT: '0',
      IRSA_DOCTOR_POSTS_PER_SECOND: 'none',
      REDIS_URL: 'localhost:6379',
      SLACK_APP_TOKEN: 'xoxb-2',
    });
    expect(found).toHaveLength(7);
    for (const name of [
      'PORT',
      'LOG_LEVEL',
      'REDIS_URL',
      'SLACK_APP_TOKEN',
      'SLACK_BOT_TOKEN',
      'IRSA_DOCTOR_QUEUE_LIMIT',
      'IRSA_DOCTOR_POSTS_PER_SECOND',
    ]) {
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

  it('has AWS try roles for Slack only where the file says so', () => {
    expect(load({}, 'checker', 'prove: true').prove).toBe(true);
    expect(load({}, 'checker', 'prove:').prove).toBe(false);
  });

  it('has audits in Slack read the roles of associations only where the file says so', () => {
    expect(load({}, 'checker', 'associations: true').associations).toBe(true);
    expect(load({}, 'checker', 'associations:').associations).toBe(false);
    expect(problems({}, 'checker', 'associations: 5')).toEqual([
      expect.stringContaining('associations: write true or false'),
    ]);
  });

  it('reads from the file who may ask what, and what is special about channels', () => {
    const file = `
clusters: [{ name: prod-eu }]
slack:
  contact: "#platform"
  identifiers: shortened
  channels: { C0ONCALL: { cluster: prod-eu, watch: true }, G0PRIVATE: {} }
  access:
    - { groups: [S0SREONE], users: [U0AVERY], channels: [C0ONCALL, direct-messages] }
    - { workspaces: [T0ACME001], clusters: [prod-eu], namespaces: [payments, "team-*"] }
`;
    expect(load({}, 'checker', file).conversation).toEqual({
      contact: '#platform',
      identifiers: 'shortened',
      channels: new Map([
        ['C0ONCALL', { cluster: 'prod-eu', isWatched: true }],
        ['G0PRIVATE', { cluster: null, isWatched: false }],
      ]),
      access: [
        {
          workspaces: null,
          groups: ['S0SREONE'],
          users: ['U0AVERY'],
          channels: ['C0ONCALL', 'direct-messages'],
          clusters: null,
          namespaces: null,
        },
        {
          workspaces: ['T0ACME001'],
          groups: null,
          users: null,
          channels: null,
          clusters: ['prod-eu'],
          namespaces: ['payments', 'team-*'],
        },
      ],
    });
  });

  it.each([
    ['a channel by its name', 'slack: { channels: { oncall: { watch: true } } }', /id of a channel/],
    ['a user by name', 'slack: { access: [{ users: [avery] }] }', /access.*id of a user/],
    ['a list of nobody', 'slack: { access: [{ users: [] }] }', /leave the line out/],
    ['rules that are all commented out', 'slack: { access: }', /list, each rule after a dash/],
    [
      'a misspelt limit',
      'slack: { access: [{ namespace: [a] }] }',
      /namespace is not known here: write channels/,
    ],
    [
      'a cluster that is not set up',
      'clusters: [{ name: a }]\nslack: { access: [{ clusters: [b] }] }',
      /b is not under clusters: write one of a/,
    ],
    ['another word for identifiers', 'slack: { identifiers: hidden }', /shown or shortened/],
  ])('refuses %s', (_what, file, expected) => {
    expect(problems({}, 'checker', file)).toEqual([expect.stringMatching(expected)]);
  });

  it.each([
    ['a misspelt setting', 'cluster: []', /cluster/],
    ['a proof that is neither on nor off', 'prove: perhaps', /true or false/],
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

  describe('traces', () => {
    it.each([
      [{}, false],
      [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' }, true],
      [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://collector/v1/traces' }, true],
      [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318', OTEL_SDK_DISABLED: 'true' }, false],
      [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318', OTEL_TRACES_EXPORTER: 'none' }, false],
    ] as const)('with %o', (env, isTraced) => {
      expect(load({ ...env }, 'checker').isTraced).toBe(isTraced);
    });

    it('need the address of a collector', () => {
      expect(problems({ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' }, 'checker')).toEqual([
        expect.stringContaining('OTEL_EXPORTER_OTLP_ENDPOINT'),
      ]);
    });
  });

  it('takes for a self-check what is there, and asks for nothing', () => {
    expect(load({}, 'self-check').slack).toBeNull();
    expect(load({ SLACK_BOT_TOKEN: 'xoxb-1' }, 'self-check').slack).toMatchObject({
      receive: { mode: 'http', signingSecret: '' },
    });
  });
});

describe('several workspaces', () => {
  const FILE = 'slack: { workspaces: { T0ACME001: SLACK_BOT_TOKEN_ACME, E0GRID001: SLACK_BOT_TOKEN_GRID } }';
  const ENV = {
    SLACK_SIGNING_SECRET: 'secret',
    SLACK_BOT_TOKEN_ACME: 'xoxb-acme',
    SLACK_BOT_TOKEN_GRID: 'xoxb-grid',
  };

  it('have their tokens in variables that the file names, and need no other', () => {
    expect(load(ENV, 'start', FILE).slack?.installations).toEqual([
      { id: 'T0ACME001', variable: 'SLACK_BOT_TOKEN_ACME', botToken: 'xoxb-acme' },
      { id: 'E0GRID001', variable: 'SLACK_BOT_TOKEN_GRID', botToken: 'xoxb-grid' },
    ]);
    const more = { ...ENV, SLACK_BOT_TOKEN: 'xoxb-own' };
    expect(load(more, 'start', FILE).slack?.installations[0]).toEqual({
      id: null,
      variable: 'SLACK_BOT_TOKEN',
      botToken: 'xoxb-own',
    });
  });

  it('may have the variable of one workspace among theirs', () => {
    const file = 'slack: { workspaces: { T0ACME001: SLACK_BOT_TOKEN } }';
    expect(load(SLACK, 'start', file).slack?.installations).toEqual([
      { id: 'T0ACME001', variable: 'SLACK_BOT_TOKEN', botToken: 'xoxb-1' },
    ]);
  });

  it.each<[string, Record<string, string>, string, RegExp]>([
    [
      'a token that is not there',
      { ...ENV, SLACK_BOT_TOKEN_ACME: '' },
      FILE,
      /^SLACK_BOT_TOKEN_ACME is missing.*T0ACME001/,
    ],
    [
      'one token for two',
      { ...ENV, SLACK_BOT_TOKEN_GRID: 'xoxb-acme' },
      FILE,
      /SLACK_BOT_TOKEN_GRID holds the same token as/,
    ],
    [
      'one variable for two',
      ENV,
      'slack: { workspaces: { T0ACME001: SLACK_BOT_TOKEN_ACME, T0BETA001: SLACK_BOT_TOKEN_ACME } }',
      /SLACK_BOT_TOKEN_ACME is there twice/,
    ],
    [
      'a name for an id',
      ENV,
      'slack: { workspaces: { acme: SLACK_BOT_TOKEN_ACME } }',
      /write the id of a workspace/,
    ],
    [
      'a token in the file',
      ENV,
      'slack: { workspaces: { T0ACME001: xoxb-acme } }',
      /write the NAME of the environment variable/,
    ],
  ])('are refused with one sentence: %s', (_what, env, file, problem) => {
    const found = problems(env, 'start', file);
    expect(found.filter((one) => problem.test(one))).toHaveLength(1);
    expect(found.join()).not.toContain('xoxb-acme');
  });

  it('are no matter of the command line, nor of a self-check without any token', () => {
    expect(load({}, 'checker', FILE).slack).toBeNull();
    expect(load({}, 'self-check', FILE).slack).toBeNull();
  });
});
