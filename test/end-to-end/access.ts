import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage, type StageOptions } from './stage.ts';

const CHANNEL = 'oncall';

/** Who may ask what, and how a refusal is told. */
export function describeAccess(name: string, options: () => StageOptions): void {
  describe(`who may ask what over ${name}`, () => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await openStage({
        ...options(),
        slack: { userGroups: { S0PAYMENTS: ['avery'] } },
        settings: (slack) => `slack:
  contact: ${slack.channel('platform').id}
  identifiers: shortened
  access:
    - { groups: [S0PAYMENTS], namespaces: ["pay*"] }
    - { channels: [${slack.channel('platform').id}] }
`,
      });
    });
    afterAll(async () => {
      await stage?.close();
    });

    const whispersTo = (person: string) => stage.slack.ephemeralsOf(stage.slack.user(person).id);
    const refusals = () => stage.events.filter(({ event }) => event === 'question-refused');

    it('lets a member of the group ask about its namespaces, and shows no account id in full', async () => {
      const answered = stage.answered();
      expect(await stage.slack.user('avery').type(CHANNEL, '/irsa check payments/api')).toMatchObject({
        ok: true,
        answer: null,
      });
      await answered;
      const parent = stage.slack.channelMessages(CHANNEL).at(-2);
      const thread = stage.slack.thread(CHANNEL, parent?.thread_ts ?? parent?.ts ?? '');
      const shown = stage.slack.renderThread(thread);
      expect(shown).toMatch(/Broken/);
      expect(shown).not.toMatch(/\d{12}/);
      expect(JSON.stringify(thread.map(({ text }) => text))).not.toMatch(/\d{12}/);
    });

    it('refuses a command to the person alone, says who can help, and writes it down', async () => {
      const before = stage.slack.channelMessages(CHANNEL).length;
      const outcome = await stage.slack.user('avery').type(CHANNEL, '/irsa check web/front');
      expect(outcome).toMatchObject({ ok: true });
      const answer = outcome.ok ? (outcome.answer ?? '') : '';
      expect(answer).toMatch(/may not ask me about the namespace `?web/);
      expect(answer).toMatch(/<#C0PLATFORM> can help/);
      expect(stage.slack.channelMessages(CHANNEL)).toHaveLength(before);
      expect(refusals().at(-1)).toMatchObject({
        via: 'command',
        why: 'subject',
        user: stage.slack.user('avery').id,
        channel: stage.slack.channel(CHANNEL).id,
        namespace: 'web',
        serviceAccount: 'front',
      });
    });

    it('refuses a mention in its thread, to the person alone', async () => {
      const before = whispersTo('noor').length;
      const message = stage.slack.user('noor').say(CHANNEL, '@irsa check payments/api');
      const whisper = await stage.slack.waitFor(() => whispersTo('noor')[before]);
      expect(whisper.text).toMatch(/may not ask me about service accounts here/);
      await stage.slack.settled();
      expect(stage.slack.thread(CHANNEL, message.ts)).toHaveLength(1);
    });

    it('refuses a click of somebody who could not have asked', async () => {
      const answered = stage.answered();
      const message = stage.slack.user('avery').say(CHANNEL, '@irsa payments/api');
      await answered;
      const answer = stage.slack.thread(CHANNEL, message.ts)[1];
      if (answer === undefined) throw new Error('no answer');
      const before = whispersTo('noor').length;
      await stage.slack.user('noor').clickButton(answer, 'check_again');
      const whisper = await stage.slack.waitFor(() => whispersTo('noor')[before]);
      expect(whisper.text).toMatch(/may not ask/);
      expect(stage.slack.thread(CHANNEL, message.ts)).toHaveLength(2);
    });

    it('lets everybody ask where the channel may', async () => {
      const answered = stage.answered();
      const message = stage.slack.user('noor').say('platform', '@irsa web/front');
      await answered;
      expect(stage.slack.thread('platform', message.ts)).toHaveLength(2);
    });

    it('writes every question down with who asked what and where', async () => {
      expect(stage.events.find(({ event, via }) => event === 'question' && via === 'command')).toMatchObject({
        user: stage.slack.user('avery').id,
        channel: stage.slack.channel(CHANNEL).id,
        namespace: 'payments',
        serviceAccount: 'api',
        outcome: 'added',
      });
    });
  });
}
