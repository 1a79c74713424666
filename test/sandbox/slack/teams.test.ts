import type { types } from '@slack/bolt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SandboxSlack, startSandboxSlack } from '../../../src/sandbox/slack/start.ts';
import { clientOf } from './web-client.ts';

const team = (teamId: string, channel: string, rest: object = {}) => ({
  teamId,
  teamName: teamId,
  botToken: `xoxb-${teamId}`,
  channels: [{ name: channel }],
  ...rest,
});

describe('several workspaces of one Slack', () => {
  let slack: SandboxSlack;
  beforeAll(async () => {
    const org = { enterpriseId: 'E0GRID', botToken: 'xoxb-grid' };
    slack = await startSandboxSlack({
      mode: 'http',
      signingSecret: 's',
      botToken: 'xoxb-own',
      otherTeams: [team('T0BETA', 'beta'), team('T0EAST', 'east', org), team('T0WEST', 'west', org)],
    });
  });
  afterAll(() => slack.close());

  it('tell each token whose it is', async () => {
    expect(await clientOf(slack, 'xoxb-own').auth.test()).toMatchObject({ team_id: 'T0SANDBOX' });
    expect(await clientOf(slack, 'xoxb-T0BETA').auth.test()).toMatchObject({
      team_id: 'T0BETA',
      user_id: 'U0BETABOT',
      is_enterprise_install: false,
    });
    expect(await clientOf(slack, 'xoxb-grid').auth.test()).toMatchObject({
      team_id: 'E0GRID',
      enterprise_id: 'E0GRID',
      is_enterprise_install: true,
    });
  });

  it('know nothing of each other’s channels', async () => {
    const channel = slack.team('T0BETA').channel('beta').id;
    const post = (token: string) => clientOf(slack, token).chat.postMessage({ channel, text: 'hello' });
    await expect(post('xoxb-own')).rejects.toThrow(/channel_not_found/);
    await expect(post('xoxb-grid')).rejects.toThrow(/channel_not_found/);
    expect(await post('xoxb-T0BETA')).toMatchObject({ ok: true });
    expect(slack.calls.slice(-3).map((call) => [call.team, call.outcome])).toEqual([
      ['T0SANDBOX', 'channel_not_found'],
      ['T0EAST', 'channel_not_found'],
      ['T0BETA', 'ok'],
    ]);
  });

  it('of one organisation are told apart by what a call says, or by its channel', async () => {
    const grid = clientOf(slack, 'xoxb-grid');
    const west = slack.team('T0WEST');
    expect(await grid.chat.postMessage({ channel: west.channel('west').id, text: 'hello' })).toMatchObject({
      ok: true,
    });
    const view: types.View = { type: 'home', blocks: [] };
    await grid.apiCall('views.publish', { user_id: west.user().id, view, team_id: 'T0WEST' });
    expect(west.homeOf(west.user().id)).not.toBeNull();
    expect(slack.team('T0EAST').homeOf('avery')).toBeNull();
  });
});
