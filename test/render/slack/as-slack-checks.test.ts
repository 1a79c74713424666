import type { View } from '@slack/types';
import { WebAPIPlatformError, WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderAnswer } from '../../../src/render/slack/answer.ts';
import { renderAudit } from '../../../src/render/slack/audit.ts';
import { renderFixView, renderOutdatedView } from '../../../src/render/slack/fix-view.ts';
import { renderHelp } from '../../../src/render/slack/help.ts';
import { renderHome } from '../../../src/render/slack/home.ts';
import type { SlackMessage } from '../../../src/render/slack/message.ts';
import { type SandboxSlack, startSandboxSlack } from '../../../src/sandbox/slack/start.ts';
import { anAudit, anAudited } from '../audits.ts';
import { atRisk, broken, healthy, unknown } from '../diagnoses.ts';
import { hostile, long } from '../hostile-diagnoses.ts';

/** Set, Slack itself is asked, which takes this without a token: the one way to know what it takes today. */
const isAtSlack = process.env.CHECK_BLOCKS_AT_SLACK !== undefined;

const asking = { jobId: 'j', asked: '/irsa check payments/api', user: 'U0001', reference: 'r' };
const many = Array.from({ length: 300 }, (_, at) => anAudited({ serviceAccount: `service-${at}` }));
const messages: readonly (readonly [string, SlackMessage])[] = [
  ...Object.entries({ broken, healthy, atRisk, unknown, hostile, long }).map(
    ([name, diagnosis]) => [name, renderAnswer(diagnosis, asking)] as const,
  ),
  ['an audit', renderAudit(anAudit(), asking)],
  ['a large audit', renderAudit(anAudit({ serviceAccounts: many }), asking)],
  ['help', renderHelp()],
];
const views: readonly (readonly [string, View])[] = [
  ...[...broken.fixes, ...hostile.fixes].flatMap((fix, at) =>
    (['newest', 'plain'] as const).map((form) => {
      const { target } = broken;
      const notice = 'The file is in the thread.';
      const view = renderFixView(fix, { target, reference: 'r', callbackId: 'fix', form, notice });
      return [`fix ${at}, ${form}`, view] as const;
    }),
  ),
  ['an outdated answer', renderOutdatedView()],
  ['the home tab', renderHome({ setUp: null, recent: [], identifiers: 'shown' })],
];

describe(isAtSlack ? 'Slack itself' : 'the sandbox’s Slack', () => {
  let slack: SandboxSlack;
  let client: WebClient;
  beforeAll(async () => {
    slack = await startSandboxSlack({ mode: 'http', signingSecret: 's', botToken: 'xoxb-1' });
    const options = isAtSlack ? {} : { slackApiUrl: slack.apiUrl };
    client = new WebClient(undefined, { ...options, timeout: 10_000, retryConfig: { retries: 0 } });
  });
  afterAll(() => slack.close());

  async function problemsOf(payload: Parameters<WebClient['blocks']['validate']>[0]): Promise<unknown> {
    try {
      await client.blocks.validate(payload);
      return [];
    } catch (error) {
      if (!(error instanceof WebAPIPlatformError)) throw error;
      return Reflect.get(error.data, 'errors') ?? error.data.error;
    }
  }

  it.each(messages)('takes the message: %s', async (_name, { blocks, plainBlocks }) => {
    expect(await problemsOf({ message: { blocks: [...blocks] } })).toEqual([]);
    expect(await problemsOf({ message: { blocks: [...(plainBlocks ?? [])] } })).toEqual([]);
  });

  it.each(views)('takes the view: %s', async (_name, view) => {
    expect(await problemsOf({ view })).toEqual([]);
  });

  it('says where something is wrong', async () => {
    expect(JSON.stringify(await problemsOf({ message: { blocks: [{ type: 'hologram' }] } }))).toContain(
      '/blocks/0/type',
    );
  });
});
