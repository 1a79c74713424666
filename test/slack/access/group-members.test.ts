import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SandboxSlack, startSandboxSlack } from '../../../src/sandbox/slack/start.ts';
import { createGroupMembers } from '../../../src/slack/access/group-members.ts';
import { createSlackClient } from '../../../src/slack/slack-client.ts';

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

  const members = (now = () => 0) => createGroupMembers(createSlackClient('xoxb-1', slack.apiUrl), log, now);
  const asked = () => slack.calls.filter(({ method }) => method === METHOD).length;

  it('are asked for once in five minutes', async () => {
    let now = 0;
    const isIn = members(() => now);
    const before = asked();
    const avery = slack.user('avery').id;
    expect(await Promise.all([isIn(avery, ['S0SRE']), isIn(avery, ['S0SRE'])])).toEqual([true, true]);
    expect(await isIn(slack.user('noor').id, ['S0SRE', 'S0WEB'])).toBe(false);
    expect(asked() - before).toBe(2);
    now = 5 * 60_000;
    await isIn(avery, ['S0SRE']);
    expect(asked() - before).toBe(3);
  });

  it('are not known where Slack does not tell, until it does', async () => {
    const isIn = members();
    const noor = slack.user('noor').id;
    slack.addFault({ method: METHOD, kind: '500' });
    expect(await isIn(noor, ['S0SRE'])).toBeNull();
    expect(await isIn(noor, ['S0SRE'])).toBe(false);
    expect(await isIn(noor, ['S0GONE'])).toBeNull();
  });

  it('are given up in time for an acknowledgement', async () => {
    slack.setDelay(METHOD, 3_000);
    const startedAt = performance.now();
    expect(await members()(slack.user('avery').id, ['S0SRE'])).toBeNull();
    expect(performance.now() - startedAt).toBeLessThan(2_500);
    slack.clearFaults();
  });
});
