import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TeamSeed } from '../../src/sandbox/slack/options.ts';
import type { ChannelMessage } from '../../src/sandbox/slack/state/messages.ts';
import type { SandboxTeam } from '../../src/sandbox/slack/team.ts';
import { openStage, type Stage } from '../end-to-end/stage.ts';

const BETA: TeamSeed = {
  teamId: 'T0BETA',
  teamName: 'Beta',
  botToken: 'xoxb-beta',
  people: [{ name: 'bo', realName: 'Bo' }],
  channels: [{ name: 'beta-oncall' }, { name: 'beta-else', hasBot: false }],
};
/** The app is installed for the organisation as a whole, which has two workspaces. */
const GRID = ['east', 'west'].map(
  (name): TeamSeed => ({
    teamId: `T0${name.toUpperCase()}`,
    teamName: name,
    enterpriseId: 'E0GRID',
    botToken: 'xoxb-grid',
    people: [{ name: `${name}erner`, realName: name }],
    channels: [{ name: `${name}-oncall` }],
    userGroups: { [`S0${name.toUpperCase()}`]: [`${name}erner`] },
  }),
);
/** The app is installed here, too, and nobody told the bot. */
const STRANGE: TeamSeed = {
  teamId: 'T0STRANGE',
  teamName: 'Strange',
  botToken: 'xoxb-strange',
  people: [{ name: 'sam', realName: 'Sam' }],
  channels: [{ name: 'strange-oncall' }],
};

const SETTINGS = `
slack:
  workspaces:
    T0BETA: SLACK_BOT_TOKEN_BETA
    E0GRID: SLACK_BOT_TOKEN_GRID
`;
const ENV = { SLACK_BOT_TOKEN_BETA: 'xoxb-beta', SLACK_BOT_TOKEN_GRID: 'xoxb-grid' };

describe.each(['http', 'socket'] as const)('a bot in several workspaces over %s', (mode) => {
  let stage: Stage;
  let teams: readonly { readonly team: SandboxTeam; readonly channel: string }[];

  beforeAll(async () => {
    stage = await openStage({
      mode,
      redisUrl: null,
      slack: { otherTeams: [BETA, ...GRID, STRANGE] },
      settings: () => SETTINGS,
      env: ENV,
    });
    teams = [
      { team: stage.slack, channel: 'oncall' },
      ...[BETA, ...GRID].map(({ teamId, channels }) => ({
        team: stage.slack.team(teamId),
        channel: channels[0]?.name ?? '',
      })),
    ];
  });
  afterAll(() => stage?.close());

  const parentsIn = (team: SandboxTeam, channel: string): readonly ChannelMessage[] =>
    team.channelMessages(channel).filter(({ thread_ts }) => thread_ts === undefined);

  it('answers in each with the token of that one alone, however many ask at the same time', async () => {
    const before = stage.slack.calls.length;
    const answered = stage.answered(teams.length * 3);
    await Promise.all(
      teams.flatMap(({ team, channel }) =>
        ['payments/api', 'web/front', 'data/etl'].map((name) =>
          team.user().type(channel, `/irsa check ${name}`),
        ),
      ),
    );
    await answered;
    for (const { team, channel } of teams) {
      const parents = parentsIn(team, channel);
      expect(parents).toHaveLength(3);
      for (const { ts } of parents) expect(team.thread(channel, ts)).toHaveLength(2);
    }
    const calls = stage.slack.calls.slice(before);
    const owners = new Map(
      teams.map(({ team, channel }) => [team.channel(channel).id, team.workspace.app.teamId]),
    );
    const aboutChannels = calls.filter(({ args }) => typeof args.channel === 'string');
    expect(aboutChannels.length).toBeGreaterThanOrEqual(teams.length * 6);
    for (const { method, team, args, outcome } of aboutChannels)
      expect([method, team, outcome]).toEqual([method, owners.get(String(args.channel)), 'ok']);
  });

  it('hears mentions and opens dialogs and homes in each', async () => {
    for (const { team, channel } of teams) {
      const before = stage.slack.calls.length;
      const answered = stage.answered();
      const question = team.user().say(channel, '@irsa check payments/api');
      await answered;
      const answer = team.thread(channel, question.ts).at(-1);
      if (answer === undefined) throw new Error('no answer');
      await team.user().clickButton(answer, 'fix_show');
      team.user().openHome();
      await stage.slack.waitFor(() => team.homeOf(team.user().id));
      await stage.slack.settled();
      expect(team.openViews(team.user().id)).toHaveLength(1);
      const used = stage.slack.calls.slice(before).filter(({ method }) => method !== 'auth.test');
      expect(new Set(used.map((call) => call.team))).toEqual(new Set([team.workspace.app.teamId]));
    }
  });

  it('tells an organisation’s token which workspace is meant', () => {
    const [east] = GRID;
    const calls = stage.slack.calls.filter(
      (call) => call.team === east?.teamId && call.method !== 'auth.test',
    );
    expect(calls.length).toBeGreaterThan(0);
    for (const { args } of calls) expect(args.team_id).toBe(east?.teamId);
  });

  it('shows in a home what that person asked in that workspace', async () => {
    const [own, beta] = teams;
    const view = (one: typeof own) => JSON.stringify(one?.team.homeOf(one.team.user().id));
    expect(view(own)).toContain('payments/api');
    expect(view(own)).toContain(own?.team.channel(own.channel).id);
    expect(view(own)).not.toContain(beta?.team.channel(beta.channel).id);
  });

  it('answers a person alone where it is no member, in that workspace', async () => {
    const beta = stage.slack.team('T0BETA');
    const answered = stage.answered();
    await beta.user().type('beta-else', '/irsa check payments/api');
    await answered;
    expect(beta.ephemeralsOf('bo').at(-1)?.text).toContain('payments');
  });

  describe('and a workspace that nobody told it of', () => {
    const strange = () => stage.slack.team('T0STRANGE');
    const unknown = () => stage.events.filter(({ event }) => event === 'workspace-unknown');

    it('tells whoever writes a command, calls nobody there, and says in the log which one it is', async () => {
      const before = stage.slack.calls.length;
      const outcome = await strange().user().type('strange-oncall', '/irsa check payments/api');
      expect(outcome).toMatchObject({
        ok: true,
        answer: expect.stringMatching(/do not know this workspace.*slack\.workspaces/),
      });
      const message = strange().user().say('strange-oncall', 'AccessDenied on sts:AssumeRoleWithWebIdentity');
      expect(await strange().user().messageShortcut(message, 'diagnose_message')).toEqual({ ok: true });
      expect(strange().ephemeralsOf('sam').at(-1)?.text).toMatch(/do not know this workspace/);
      const spoken = strange().user().say('strange-oncall', '@irsa check payments/api');
      await stage.slack.settled();
      expect(strange().thread('strange-oncall', spoken.ts)).toHaveLength(1);
      expect(unknown().at(-1)).toMatchObject({
        teamId: 'T0STRANGE',
        reason: expect.stringContaining('slack.workspaces'),
      });
      const later = stage.slack.calls.slice(before);
      expect(later.filter(({ team }) => team === 'T0STRANGE').map(({ method }) => method)).toEqual([
        'response_url',
      ]);
      // Acknowledged, or Slack would deliver it again and again.
      expect(stage.slack.deliveries.at(-1)).toMatchObject({ retry: 0, receipt: { outcome: 'acknowledged' } });
    });
  });
});

describe('tokens that are wrong', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({
      mode: 'http',
      redisUrl: null,
      slack: { otherTeams: [BETA, STRANGE] },
      settings: () => 'slack: { workspaces: { T0BETA: TOKEN_OF_BETA, T0GONE: TOKEN_OF_GONE } }',
      env: { TOKEN_OF_BETA: 'xoxb-strange', TOKEN_OF_GONE: 'xoxb-revoked' },
    });
  });
  afterAll(() => stage?.close());

  it('answer nobody: what is asked in one workspace is not told to another', async () => {
    const beta = stage.slack.team('T0BETA');
    const outcome = await beta.user().type('beta-oncall', '/irsa check payments/api');
    expect(outcome).toMatchObject({ answer: expect.stringContaining('do not know this workspace') });
    expect(stage.events.filter(({ event }) => event === 'workspace-unknown')).toMatchObject([
      { teamId: 'T0BETA', reason: 'TOKEN_OF_BETA is the token of another workspace' },
    ]);
  });

  it('leave the other workspaces alone', async () => {
    expect(stage.events).toContainEqual(
      expect.objectContaining({ event: 'workspace-refused', workspace: 'T0GONE', variable: 'TOKEN_OF_GONE' }),
    );
    const answered = stage.answered();
    await stage.slack.user().type('oncall', '/irsa check payments/api');
    await answered;
  });

  it('are named where somebody looks whether the bot is ready', async () => {
    const ready = await fetch(`http://127.0.0.1:${stage.service.adminPort}/readyz`);
    const text = await ready.text();
    expect(text).toMatch(/bot token of T0BETA.*another workspace/);
    expect(text).toMatch(/bot token of T0GONE.*not accepted/);
    expect(text).not.toMatch(/xoxb-(strange|revoked)/);
  });
});
