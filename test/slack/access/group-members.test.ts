import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SandboxSlack, startSandboxSlack } from '../../../src/sandbox/slack/start.ts';
import { createGroupMembers } from '../../../src/slack/access/group-members.ts';
import type { Asker } from '../../../src/slack/access/judge.ts';
import { createSlackClient } from '../../../src/slack/slack-client.ts';
import { createWorkspaces } from '../../../src/slack/workspaces.ts';

const log = pino({ level: 'silent' });
const METHOD = 'usergroups.users.list';

describe('the members of a user group', () => {
  let slack: SandboxSlack;
  beforeAll(async () => {
    slack = await startSandboxSlack({
      mode: 'http',
      signingSecret: 's',
      botToken: 'xoxb-1',
      userGroups: { S0SRE: ['avery'], S0WEB: [] },
    });
  });
  afterAll(() => slack.close());

  const members = (now = () => 0) => {
    const client = createSlackClient('xoxb-1', slack.apiUrl);
    return createGroupMembers({ clientFor: async () => client, areSeveral: false }, log, now);
  };
  const by = (name: string): Asker => ({
    teamId: 'T0SANDBOX',
    enterpriseId: null,
    channel: 'C0ONCALL',
    user: slack.user(name).id,
  });
  const asked = () => slack.calls.filter(({ method }) => method === METHOD).length;

  it('are asked for once in five minutes', async () => {
    let now = 0;
    const isIn = members(() => now);
    const before = asked();
    const avery = by('avery');
    expect(await Promise.all([isIn(avery, ['S0SRE']), isIn(avery, ['S0SRE'])])).toEqual([true, true]);
    expect(await isIn(by('noor'), ['S0SRE', 'S0WEB'])).toBe(false);
    expect(asked() - before).toBe(2);
    now = 5 * 60_000;
    await isIn(avery, ['S0SRE']);
    expect(asked() - before).toBe(3);
  });

  it('are not known where Slack does not tell, until it does', async () => {
    const isIn = members();
    const noor = by('noor');
    slack.addFault({ method: METHOD, kind: '500' });
    expect(await isIn(noor, ['S0SRE'])).toBeNull();
    expect(await isIn(noor, ['S0SRE'])).toBe(false);
    expect(await isIn(noor, ['S0GONE'])).toBeNull();
  });

  it('are given up in time for an acknowledgement', async () => {
    slack.setDelay(METHOD, 3_000);
    const startedAt = performance.now();
    expect(await members()(by('avery'), ['S0SRE'])).toBeNull();
    expect(performance.now() - startedAt).toBeLessThan(2_500);
    slack.clearFaults();
  });

  it('of one workspace are looked for there alone, and are none in the others', async () => {
    const other = await startSandboxSlack({
      mode: 'http',
      signingSecret: 's',
      botToken: 'xoxb-1',
      otherTeams: [
        {
          teamId: 'T0BETA',
          teamName: 'Beta',
          botToken: 'xoxb-beta',
          channels: [],
          people: [{ name: 'avery', realName: 'Another Avery' }],
          userGroups: { S0SRE: [], S0BETA: ['avery'] },
        },
      ],
      userGroups: { S0SRE: ['avery'] },
    });
    try {
      const installations = [
        { id: null, variable: 'SLACK_BOT_TOKEN', botToken: 'xoxb-1' },
        { id: 'T0BETA', variable: 'SLACK_BOT_TOKEN_BETA', botToken: 'xoxb-beta' },
      ];
      const workspaces = createWorkspaces({ installations, apiUrl: other.apiUrl }, log);
      const isIn = createGroupMembers(workspaces, log, () => 0);
      const here = by('avery');
      const there = { ...here, teamId: 'T0BETA' };
      expect(await isIn(here, ['S0SRE'])).toBe(true);
      expect(await isIn(there, ['S0SRE'])).toBe(false);
      expect(await isIn(here, ['S0BETA'])).toBe(false);
      expect(await isIn(there, ['S0BETA'])).toBe(true);
      expect(await isIn({ ...here, teamId: 'T0ELSE' }, ['S0SRE'])).toBeNull();
    } finally {
      await other.close();
    }
  });
});
