import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GiveUp } from '../../src/queue/give-up.ts';
import type { QuestionJob } from '../../src/queue/job.ts';
import type { Attempt } from '../../src/queue/ports.ts';
import { TryLater } from '../../src/queue/try-later.ts';
import { type SandboxSlack, startSandboxSlack } from '../../src/sandbox/slack/start.ts';
import { answerByWorkspace } from '../../src/slack/answer-by-workspace.ts';
import { createWorkspaces } from '../../src/slack/workspaces.ts';

const log = pino({ level: 'silent' });

describe('a worker for several workspaces', () => {
  let slack: SandboxSlack;
  beforeEach(async () => {
    slack = await startSandboxSlack({
      mode: 'http',
      signingSecret: 's',
      botToken: 'xoxb-own',
      otherTeams: [{ teamId: 'T0BETA', teamName: 'Beta', botToken: 'xoxb-beta', channels: [] }],
    });
  });
  afterEach(() => slack.close());

  const jobIn = (teamId: string): QuestionJob => ({
    question: { kind: 'help' },
    place: {
      teamId,
      enterpriseId: null,
      channel: 'C0ONCALL',
      threadTs: null,
      user: 'U0AVERY',
      via: 'command',
      responseUrl: null,
    },
    asked: 'help',
    askedAt: 0,
    reference: '00000000',
    posted: { parentTs: null, answerTs: null },
  });
  const attemptIn = (teamId: string): Attempt => ({
    id: teamId,
    job: jobIn(teamId),
    number: 1,
    round: 0,
    isLast: false,
    confirm: async () => {},
    remember: async () => {},
    signal: new AbortController().signal,
  });

  function worker() {
    const installations = [
      { id: null, variable: 'SLACK_BOT_TOKEN', botToken: 'xoxb-own' },
      { id: 'T0BETA', variable: 'SLACK_BOT_TOKEN_BETA', botToken: 'xoxb-beta' },
    ];
    const made: (string | undefined)[] = [];
    const answerers = answerByWorkspace(
      createWorkspaces({ installations, apiUrl: slack.apiUrl }, log),
      (client) => {
        made.push(client.token);
        return {
          answer: async () => {
            await client.chat.postMessage({ channel: 'C0ONCALL', text: 'hello' }).catch(() => {});
            return { diagnosis: null };
          },
          apologize: async () => {},
        };
      },
    );
    return { ...answerers, made };
  }
  const teamsCalled = () =>
    slack.calls.filter(({ method }) => method === 'chat.postMessage').map(({ team }) => team);

  it('answers each question with the token of its workspace, and makes what it needs for that once', async () => {
    const { answer, made } = worker();
    for (const team of ['T0BETA', 'T0SANDBOX', 'T0BETA']) await answer(attemptIn(team));
    expect(teamsCalled()).toEqual(['T0BETA', 'T0SANDBOX', 'T0BETA']);
    expect(made).toEqual(['xoxb-beta', 'xoxb-own']);
  });

  it('gives a question of a workspace that it does not know up at once, and calls nobody for it', async () => {
    const { answer, apologize } = worker();
    await expect(answer(attemptIn('T0ELSE'))).rejects.toBeInstanceOf(GiveUp);
    await expect(apologize('id', jobIn('T0ELSE'), new Error('gone'))).rejects.toBeInstanceOf(GiveUp);
    expect(teamsCalled()).toEqual([]);
  });

  it('tries later where Slack does not say now whose a token is', async () => {
    const { answer } = worker();
    slack.addFault({ method: 'auth.test', kind: '500' });
    await expect(answer(attemptIn('T0BETA'))).rejects.toBeInstanceOf(TryLater);
    expect(await answer(attemptIn('T0BETA'))).toEqual({ diagnosis: null });
  });

  it('asks nobody whose the token is where there is one for all', async () => {
    const installations = [{ id: null, variable: 'SLACK_BOT_TOKEN', botToken: 'xoxb-own' }];
    const { clientFor } = createWorkspaces({ installations, apiUrl: slack.apiUrl }, log);
    await clientFor({ teamId: 'T0WHATEVER', enterpriseId: null });
    expect(slack.calls).toEqual([]);
  });
});
