import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SayOptions } from '../../src/sandbox/slack/people/user.ts';
import { openStage, type Stage, type StageOptions } from './stage.ts';

const CHANNEL = 'oncall';
const FOUND = 'system:serviceaccount:payment:api';
const DENIED =
  'An error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation: Not authorized to perform sts:AssumeRoleWithWebIdentity';
const ERROR = `namespace=payments serviceaccount=api msg="${DENIED}"`;
const EVENTS = ['app_home_opened', 'app_mention', 'message.im', 'message.channels', 'message.groups'];

/** Errors that are answered without anybody asking, and threads that are read. */
export function describeWatching(name: string, options: () => StageOptions): void {
  describe(`a watched channel over ${name}`, () => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await openStage({
        ...options(),
        slack: { events: EVENTS },
        settings: (slack) => `slack:
  channels:
    ${slack.channel(CHANNEL).id}: { watch: true }
  access:
    - { channels: [${slack.channel(CHANNEL).id}], namespaces: [payments] }
`,
      });
    });
    afterAll(async () => {
      await stage?.close();
    });

    const replies = (ts: string, channel = CHANNEL) => stage.slack.thread(channel, ts).slice(1);
    /** Says something, and afterwards something that is answered, so that silence is not mere lateness. */
    async function saidInSilence(text: string, channel = CHANNEL, more: SayOptions = {}) {
      const message = stage.slack.user().say(channel, text, more);
      await stage.slack.settled();
      const answered = stage.answered();
      stage.slack.user().directMessage('help');
      await answered;
      return message;
    }
    async function saidAndAnswered(text: string, more: SayOptions = {}) {
      const answered = stage.answered();
      const message = stage.slack.user().say(CHANNEL, text, more);
      await answered;
      return message;
    }

    it('answers an error in its thread', async () => {
      const message = await saidAndAnswered(ERROR);
      expect(replies(message.ts)).toHaveLength(1);
      expect(replies(message.ts)[0]?.text).toContain(FOUND);
    });

    it("answers an alert bot's attachment", async () => {
      const answered = stage.answered();
      const { messages, directory } = stage.slack.workspace;
      const alert = messages.post({
        channel: directory.channel(CHANNEL)?.id ?? '',
        subtype: 'bot_message',
        bot_id: 'B0ALERTS',
        text: '',
        attachments: [
          {
            title: 'PodErrors',
            fields: [{ title: 'labels', value: 'namespace=payments serviceaccount=api' }],
          },
          { fallback: DENIED },
        ],
      });
      await answered;
      expect(replies(alert.ts)[0]?.text).toContain(FOUND);
    });

    it("answers an alert bot's blocks", async () => {
      const answered = stage.answered();
      const { messages, directory } = stage.slack.workspace;
      const alert = messages.post({
        channel: directory.channel(CHANNEL)?.id ?? '',
        user: stage.slack.user('noor').id,
        bot_id: 'B0ALERTS',
        text: 'PodErrors',
        blocks: [{ type: 'section', block_id: 'b', text: { type: 'mrkdwn', text: `\`\`\`${ERROR}\`\`\`` } }],
      });
      await answered;
      expect(replies(alert.ts)[0]?.text).toContain(FOUND);
    });

    it('answers a mention with an error once, though it arrives as a message too', async () => {
      const message = await saidAndAnswered(`@irsa ${ERROR}`);
      await stage.slack.settled();
      expect(replies(message.ts)).toHaveLength(1);
    });

    it('answers it once however Slack writes the mention', async () => {
      const { botUserId } = stage.slack.workspace.app;
      const message = await saidAndAnswered(`<@${botUserId}|irsa> <@${botUserId}> ${ERROR}`, { isRaw: true });
      await stage.slack.settled();
      expect(replies(message.ts)).toHaveLength(1);
    });

    it('answers the same error in the same thread once, and another one too', async () => {
      const message = await saidAndAnswered(ERROR);
      await saidInSilence(`again: ${ERROR} request id: 7a62c49f-347e-4fc4-9331-6e8eEXAMPLE`, CHANNEL, {
        threadTs: message.ts,
      });
      expect(replies(message.ts)).toHaveLength(2);
      const other = 'namespace=payments serviceaccount=api InvalidIdentityToken: Incorrect token audience';
      await saidAndAnswered(other, { threadTs: message.ts });
      expect(replies(message.ts)).toHaveLength(4);
    });

    it.each([
      ['lunch?'],
      ['AccessDenied again, does anybody know why?'],
      ['Error from server (Forbidden): pods is forbidden: User "dev" cannot list resource "pods"'],
      ['googleapi: Error 403: Permission denied on resource project'],
    ])('is silent about %s', async (text) => {
      const message = await saidInSilence(text);
      expect(replies(message.ts)).toEqual([]);
    });

    it('is silent about what may not be asked there, and tells nobody', async () => {
      const before = stage.slack.ephemeralsOf(stage.slack.user().id).length;
      const message = await saidInSilence(`namespace=web serviceaccount=front ${DENIED}`);
      expect(replies(message.ts)).toEqual([]);
      expect(stage.slack.ephemeralsOf(stage.slack.user().id)).toHaveLength(before);
    });

    it('is silent in other channels, and about its own answers', async () => {
      const message = await saidInSilence(ERROR, 'platform');
      expect(replies(message.ts, 'platform')).toEqual([]);
      const bot = stage.slack.workspace.app.botUserId;
      for (const { ts, user } of stage.slack.channelMessages(CHANNEL))
        if (user === bot) expect(replies(ts).filter((one) => one.thread_ts === ts)).toEqual([]);
    });

    it('is silent about an edit', async () => {
      const message = await saidInSilence('hm');
      const { messages } = stage.slack.workspace;
      messages.replace(message, { ...message, text: ERROR });
      await saidInSilence('lunch?');
      expect(replies(message.ts)).toEqual([]);
    });
  });

  describe(`a mention alone in a thread over ${name}`, () => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await openStage(options());
    });
    afterAll(async () => {
      await stage?.close();
    });

    async function mentionIn(text: string): Promise<string> {
      const alert = stage.slack.user('noor').say(CHANNEL, text);
      const answered = stage.answered();
      stage.slack.user().say(CHANNEL, '@irsa', { threadTs: alert.ts });
      await answered;
      return stage.slack.thread(CHANNEL, alert.ts).at(-1)?.text ?? '';
    }

    it("reads the thread's first message", async () => {
      expect(await mentionIn(ERROR)).toContain(FOUND);
    });

    it('takes the names from there that an error below lacks', async () => {
      const alert = stage.slack.user('noor').say(CHANNEL, 'CrashLoop namespace=payments serviceaccount=api');
      const answered = stage.answered();
      stage.slack.user().say(CHANNEL, `@irsa ${DENIED}`, { threadTs: alert.ts });
      await answered;
      expect(stage.slack.thread(CHANNEL, alert.ts).at(-1)?.text).toContain(FOUND);
    });

    it('says so where there is no error in it', async () => {
      expect(await mentionIn('the payments API is down')).toMatch(
        /read the first message.*no AWS identity error/,
      );
    });

    it.each([
      ['error:missing_scope', /channels:history/],
      ['500', /did not show me this thread/],
    ] as const)('says so where Slack answers %s', async (kind, expected) => {
      stage.slack.addFault({ method: 'conversations.replies', kind });
      expect(await mentionIn(ERROR)).toMatch(expected);
      stage.slack.clearFaults();
    });
  });
}
