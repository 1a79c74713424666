import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ChannelMessage } from '../../src/sandbox/slack/state/messages.ts';
import { type Wire, wireList } from '../../src/sandbox/slack/state/wire.ts';
import { openStage, type Stage, type StageOptions } from './stage.ts';

const CHANNEL = 'oncall';
const FOUND = 'system:serviceaccount:payment:api';
const NEWEST = ['alert', 'container', 'data_table', 'table'];

/** A workspace that knows the newest blocks, and one that refuses them as GovSlack or one that is behind does. */
export function describeOlderWorkspace(name: string, options: () => StageOptions): void {
  describe(`the newest blocks over ${name}`, () => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await openStage(options());
    });
    afterAll(async () => {
      await stage?.close();
    });
    afterEach(() => {
      stage.slack.clearFaults();
      stage.slack.workspace.unknownBlocks.clear();
    });

    const user = () => stage.slack.user();
    const refused = () => stage.slack.calls.filter(({ outcome }) => /invalid_/.test(outcome));
    const typesOf = (message: { readonly blocks?: unknown } | undefined) =>
      wireList(message?.blocks).flatMap((block) => [
        String(block.type),
        ...wireList(block.child_blocks).map(({ type }) => String(type)),
      ]);

    async function answerTo(words: string): Promise<readonly ChannelMessage[]> {
      const answered = stage.answered();
      const message = user().say(CHANNEL, words);
      await answered;
      return stage.slack.thread(CHANNEL, message.ts).slice(1);
    }

    async function dialogOf(answer: ChannelMessage): Promise<Wire> {
      await user().clickButton(answer, 'fix_show');
      return stage.slack.waitFor(() => stage.slack.openViews(user().id).at(-1));
    }

    it('show what differs in a table, fold the checks, and make the proof green', async () => {
      const [answer, ...more] = await answerTo('@irsa check payments/api');
      expect(more).toEqual([]);
      expect(typesOf(answer)).toEqual(expect.arrayContaining(['table', 'container']));
      expect(refused()).toEqual([]);
      if (answer === undefined) throw new Error('no answer');
      const dialog = await dialogOf(answer);
      expect(wireList(dialog.blocks).find(({ type }) => type === 'alert')).toMatchObject({
        level: 'success',
      });
      expect(refused()).toEqual([]);
    });

    it('give way from the third try on where Slack is in trouble with them, whatever it says', async () => {
      stage.slack.addFault({ method: 'chat.update', kind: '500', times: 2 });
      const [answer, ...more] = await answerTo('@irsa check payments/api');
      expect(more).toEqual([]);
      expect(answer?.text).toContain(FOUND);
      expect(typesOf(answer)).not.toContain('table');
      expect(typesOf(answer)).toContain('section');
    });

    it('list the service accounts of an audit in a table', async () => {
      const [answer] = await answerTo('@irsa audit payments');
      expect(typesOf(answer)).toContain('data_table');
      expect(refused()).toEqual([]);
    });

    describe('where the workspace refuses them', () => {
      it('give way to plain blocks in one answer, and nothing is tried in vain after that', async () => {
        for (const type of NEWEST) stage.slack.workspace.unknownBlocks.add(type);
        const before = refused().length;
        const [answer, ...more] = await answerTo('@irsa check payments/api');
        expect(more).toEqual([]);
        expect(answer?.text).toContain(FOUND);
        expect(typesOf(answer)).toContain('section');
        expect(typesOf(answer)).not.toEqual(expect.arrayContaining(['table']));
        expect(stage.slack.renderThread(answer ? [answer] : [])).toMatch(/payments\/api.? and nobody else/);
        expect(refused()).toHaveLength(before + 1);
        expect(
          stage.events.filter(({ event }) => event === 'slack-refused-blocks').at(-1)?.problems,
        ).toContainEqual(expect.stringContaining('unsupported type: table [json-pointer:/blocks/'));

        for (const type of NEWEST) stage.slack.workspace.unknownBlocks.add(type);
        const [second, ...others] = await answerTo('@irsa check payments/api');
        expect(others).toEqual([]);
        expect(typesOf(second)).toEqual(typesOf(answer));
        const [audit] = await answerTo('@irsa audit payments');
        expect(stage.slack.renderThread(audit ? [audit] : [])).toContain('payments/api');
        expect(refused()).toHaveLength(before + 1);
      });

      it('give way in the dialog, with one and the same click', async () => {
        const [answer] = await answerTo('@irsa check payments/api');
        if (answer === undefined) throw new Error('no answer');
        for (const type of NEWEST) stage.slack.workspace.unknownBlocks.add(type);
        const before = refused().length;
        const dialog = await dialogOf(answer);
        expect(typesOf(dialog)).not.toContain('alert');
        expect(refused()).toHaveLength(before + 1);
        const shown = JSON.stringify(dialog.blocks);
        expect(shown).toMatch(/✓ Proven: lets in/);
      });
    });
  });

  describe(`a workspace that refuses the newest blocks over ${name}`, () => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await openStage({ ...options(), slack: { unknownBlocks: NEWEST } });
    });
    afterAll(async () => {
      await stage?.close();
    });

    it('is answered once and plainly where the bot is not a member', async () => {
      const { slack } = stage;
      const answered = stage.answered();
      await slack.user().type('incidents', '/irsa check payments/api');
      await answered;
      const [whisper, ...more] = slack.ephemeralsOf(slack.user().id);
      expect(more).toEqual([]);
      expect(whisper?.text).toContain(FOUND);
      expect(JSON.stringify(whisper?.blocks)).toContain('/invite');
      expect(wireList(whisper?.blocks).map(({ type }) => type)).not.toContain('table');
      expect(
        slack.calls.filter(({ method }) => method === 'response_url').map(({ outcome }) => outcome),
      ).toEqual(['invalid_blocks', 'ok']);
    });
  });
}
