import { WebAPIPlatformError } from '@slack/web-api';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { section } from '../../src/render/slack/blocks.ts';
import { comparisonTable } from '../../src/render/slack/comparison-table.ts';
import type { SlackMessage } from '../../src/render/slack/message.ts';
import { type SandboxSlack, startSandboxSlack } from '../../src/sandbox/slack/start.ts';
import { type BlockForms, createBlockForms } from '../../src/slack/block-forms.ts';
import { formsOf } from '../../src/slack/message-forms.ts';
import { ResponseRefusedError } from '../../src/slack/response-refused-error.ts';
import { createSlackClient } from '../../src/slack/slack-client.ts';
import { silent } from '../queue/question.ts';

const HOUR = 60 * 60_000;
const message: SlackMessage = {
  text: 'the whole answer',
  blocks: [comparisonTable('payments', 'payment')],
  plainBlocks: [section('payments, payment')],
};

describe('a message with blocks that a workspace may refuse', () => {
  let slack: SandboxSlack;
  let now: number;
  let forms: BlockForms;
  beforeAll(async () => {
    slack = await startSandboxSlack({ mode: 'http', signingSecret: 's', botToken: 'xoxb-1' });
  });
  beforeEach(() => {
    now = 0;
    forms = createBlockForms(silent, () => now);
  });
  afterEach(() => {
    slack.clearFaults();
    slack.workspace.unknownBlocks.clear();
  });
  afterAll(() => slack.close());

  const newest = () => slack.channelMessages('oncall').at(-1);
  const kinds = () => newest()?.blocks?.map(({ type }) => type) ?? [];
  /** Posts it, and says how many calls that took and how many messages it left. */
  async function post(workspace = 'T1', posted: SlackMessage = message) {
    const [calls, messages] = [slack.calls.length, slack.channelMessages('oncall').length];
    const client = createSlackClient('xoxb-1', slack.apiUrl);
    const { id } = slack.channel('oncall');
    await forms.send(workspace, formsOf(posted), ({ text, blocks }) =>
      client.chat.postMessage({ channel: id, text, blocks: [...blocks] }),
    );
    return {
      calls: slack.calls.length - calls,
      messages: slack.channelMessages('oncall').length - messages,
    };
  }

  it('is posted with them where the workspace takes them', async () => {
    expect(await post()).toEqual({ calls: 1, messages: 1 });
    expect(kinds()).toEqual(['table']);
  });

  it('is posted once, in plain blocks, where the workspace does not know them', async () => {
    slack.workspace.unknownBlocks.add('table');
    expect(await post()).toEqual({ calls: 2, messages: 1 });
    expect(kinds()).toEqual(['section']);
  });

  it('is posted in plain blocks straight away for some hours after that, and then tried anew', async () => {
    slack.workspace.unknownBlocks.add('table');
    await post();
    now = 5 * HOUR;
    expect(await post()).toEqual({ calls: 1, messages: 1 });
    expect(kinds()).toEqual(['section']);
    now = 7 * HOUR;
    expect(await post()).toEqual({ calls: 2, messages: 1 });
    slack.workspace.unknownBlocks.clear();
    now = 14 * HOUR;
    expect(await post()).toEqual({ calls: 1, messages: 1 });
    expect(kinds()).toEqual(['table']);
  });

  it('is tried anew in another workspace', async () => {
    slack.workspace.unknownBlocks.add('table');
    await post('T1');
    slack.workspace.unknownBlocks.clear();
    await post('T2');
    expect(kinds()).toEqual(['table']);
    await post('T1');
    expect(kinds()).toEqual(['section']);
  });

  it.each(['msg_blocks_too_long', 'block_mismatch', 'only_one_table_allowed'] as const)(
    'is posted in plain blocks after %s, which says nothing of the next message',
    async (error) => {
      slack.addFault({ method: 'chat.postMessage', kind: `error:${error}` });
      expect(await post()).toEqual({ calls: 2, messages: 1 });
      expect(kinds()).toEqual(['section']);
      await post();
      expect(kinds()).toEqual(['table']);
    },
  );

  it('says nothing of the next message where only this one is too long in some place', async () => {
    const long = { ...message, blocks: [section('x'.repeat(3_001))] };
    expect(await post('T1', long)).toEqual({ calls: 2, messages: 1 });
    expect(kinds()).toEqual(['section']);
    await post();
    expect(kinds()).toEqual(['table']);
  });

  it('is posted as text alone where no blocks are taken at all', async () => {
    for (const type of ['table', 'section']) slack.workspace.unknownBlocks.add(type);
    expect(await post()).toEqual({ calls: 3, messages: 1 });
    expect(newest()).not.toHaveProperty('blocks');
    expect(newest()?.text).toBe(message.text);
  });

  it('is not sent again after a failure that is not about its blocks', async () => {
    slack.addFault({ method: 'chat.postMessage', kind: 'error:channel_not_found' });
    await expect(post()).rejects.toThrow('channel_not_found');
    const calls = slack.calls.length;
    await expect(
      forms.send('T1', formsOf(message), () => Promise.reject(new ResponseRefusedError('expired_url'))),
    ).rejects.toThrow('expired_url');
    expect(slack.calls).toHaveLength(calls);
  });

  it('reports the last refusal where even the text is refused', async () => {
    const refusal = new WebAPIPlatformError({ ok: false, error: 'invalid_blocks' });
    await expect(forms.send('T1', formsOf(message), () => Promise.reject(refusal))).rejects.toBe(refusal);
  });

  it('is answered through a response_url in plain blocks too', async () => {
    const sent: (readonly string[])[] = [];
    await forms.send('T1', formsOf(message), async ({ blocks }) => {
      sent.push(blocks.map(({ type }) => type));
      if (sent.length === 1) throw new ResponseRefusedError('invalid_blocks');
    });
    expect(sent).toEqual([['table'], ['section']]);
  });
});
