import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ChannelMessage } from '../../src/sandbox/slack/state/messages.ts';
import { openStage, type Stage, type StageOptions } from './stage.ts';

const CHANNEL = 'oncall';
const EXPECTED = 'system:serviceaccount:payments:api';
const FOUND = 'system:serviceaccount:payment:api';
const DENIED =
  'An error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation: Not authorized to perform sts:AssumeRoleWithWebIdentity';

/** What every way to receive and every queue must do alike. */
export function describeConversation(name: string, options: () => StageOptions): void {
  describe(`a conversation over ${name}`, () => {
    let stage: Stage;

    beforeAll(async () => {
      stage = await openStage(options());
    });
    afterAll(async () => {
      await stage?.close();
    });
    afterEach(() => stage.slack.clearFaults());

    const user = () => stage.slack.user();
    const inThread = (ts: string, channel = CHANNEL) => stage.slack.thread(channel, ts).slice(1);
    const text = (messages: readonly ChannelMessage[]) => stage.slack.renderThread(messages);
    const newest = () =>
      stage.slack
        .channelMessages(CHANNEL)
        .filter((message) => message.thread_ts === undefined)
        .at(-1);

    async function command(words: string, channel = CHANNEL): Promise<readonly ChannelMessage[]> {
      const answered = stage.answered();
      expect(await user().type(channel, words)).toEqual({ ok: true, answer: null });
      await answered;
      return stage.slack.thread(channel, newest()?.ts ?? '');
    }

    async function mention(words: string, threadTs?: string): Promise<ChannelMessage> {
      const answered = stage.answered();
      const message = user().say(CHANNEL, words, threadTs === undefined ? {} : { threadTs });
      await answered;
      return message;
    }

    describe('a command', () => {
      it('opens a thread whose first line is the verdict, and answers in it with the failing condition', async () => {
        const [parent, answer, ...more] = await command('/irsa check payments/api');
        expect(more).toEqual([]);
        expect(parent?.text.split('\n')[0]).toMatch(/broken.*payments\/api/i);
        expect(answer?.text).toContain(EXPECTED);
        expect(answer?.text).toContain(FOUND);
        expect(text(answer ? [answer] : [])).toMatch(/lets in .?payments\/api.? and nobody else/);
      });

      it('takes the short form and another cluster', async () => {
        const [parent] = await command('/irsa web/front staging').catch(() => []);
        expect(parent?.text).toMatch(/web\/front/);
      });

      it('audits a namespace: its verdict in the channel, causes and service accounts in the thread', async () => {
        const [parent, answer, ...more] = await command('/irsa audit payments');
        expect(more).toEqual([]);
        expect(parent?.text.split('\n')[0]).toMatch(/broken.*payments/i);
        expect(text(answer ? [answer] : [])).toMatch(/1 × The trust policy names another service account/);
        expect(text(answer ? [answer] : [])).toContain('payments/api');
        if (answer === undefined) throw new Error('no answer');
        const answered = stage.answered();
        await user().clickButton(answer, 'check_again');
        await answered;
        const again = stage.slack.thread(CHANNEL, answer.thread_ts ?? '').at(-1);
        expect(again?.ts).not.toBe(answer.ts);
        expect(again?.text).toContain('1 broken');
      });

      it('says of an audit whose associations were not read how to have them read', async () => {
        const [parent, answer] = await command('/irsa audit glossary');
        expect(parent?.text.split('\n')[0]).toMatch(/unknown.*glossary/i);
        expect(text(answer ? [answer] : [])).toMatch(
          /The role of 1 service account with a Pod Identity association was not read: .*irsa-doctor audit --associations/,
        );
      });

      it('says that there is no such namespace', async () => {
        const [, answer] = await command('/irsa audit paymets');
        expect(answer?.text).toContain('has no namespace');
      });

      it('answers in words when AWS refuses to be read', async () => {
        const [, answer] = await command('/irsa check billing/ledger');
        expect(answer?.text).toBeDefined();
      });

      it('tells the person alone, and invites itself, where the bot is not a member', async () => {
        const before = stage.slack.ephemeralsOf(user().id).length;
        const answered = stage.answered();
        await user().type('incidents', '/irsa check payments/api');
        await answered;
        const whispers = stage.slack.ephemeralsOf(user().id).slice(before);
        expect(whispers).toHaveLength(1);
        expect(whispers[0]?.text).toContain(FOUND);
        expect(whispers[0]?.text).toContain('/invite');
        expect(stage.slack.channelMessages('incidents')).toEqual([]);
      });

      it.each([
        ['/irsa check', /namespace\/serviceaccount/],
        ['/irsa check foo', /foo/],
        ['/irsa check payments/api/extra', /payments\/api\/extra/],
        ['/irsa check Payments/api', /Payments/],
        [`/irsa check ${'a'.repeat(10_000)}/b`, /./],
        ['/irsa chekc payments/api', /check/],
        ['/irsa check <!channel>/\u0007\u202eapi', /./],
      ])('answers %s with one sentence to the person alone', async (words, expected) => {
        const before = stage.slack.channelMessages(CHANNEL).length;
        const outcome = await user().type(CHANNEL, words);
        expect(outcome).toMatchObject({ ok: true });
        const answer = outcome.ok ? (outcome.answer ?? '') : '';
        expect(answer).toMatch(expected);
        expect(answer.length).toBeLessThan(500);
        expect(answer).not.toContain('<!channel>');
        // biome-ignore lint/suspicious/noControlCharactersInRegex: the point is that none comes back
        expect(answer).not.toMatch(/[\u0000-\u0009\u202a-\u202e]/);
        expect(stage.slack.channelMessages(CHANNEL)).toHaveLength(before);
      });

      it('shows how to ask', async () => {
        const outcome = await user().type(CHANNEL, '/irsa help');
        expect(outcome).toMatchObject({ ok: true, answer: expect.stringContaining('/irsa check') });
      });

      it('names the clusters there are when nobody knows the one that was typed', async () => {
        const [, answer] = await command('/irsa check payments/api no-such-cluster');
        expect(answer?.text).toMatch(/no-such-cluster/);
      });
    });

    describe('a mention', () => {
      it('is answered by one message in its thread', async () => {
        const message = await mention('@irsa check payments/api');
        const replies = inThread(message.ts);
        expect(replies).toHaveLength(1);
        expect(replies[0]?.text).toContain(FOUND);
      });

      it('stays in the thread that it was written in', async () => {
        const alert = user().say(CHANNEL, 'the payments API is down');
        await mention('@irsa payments/api', alert.ts);
        expect(inThread(alert.ts).at(-1)?.text).toContain(FOUND);
      });

      it('with a pasted error diagnoses what the error names', async () => {
        const message = await mention(`@irsa namespace=payments serviceaccount=api msg="${DENIED}"`);
        expect(inThread(message.ts).at(-1)?.text).toContain(FOUND);
      });

      it('with an error that names nobody says what it means and what to write', async () => {
        const message = await mention(`@irsa ${DENIED}`);
        const [reply, ...more] = inThread(message.ts);
        expect(more).toEqual([]);
        expect(reply?.text).toMatch(/namespace\/serviceaccount/);
      });

      it('that is not understood gets one sentence', async () => {
        const message = await mention('@irsa what is wrong?');
        expect(inThread(message.ts)).toHaveLength(1);
      });

      it('delivered twice is answered once', async () => {
        const message = await mention('@irsa check payments/api');
        const { eventId } =
          stage.slack.deliveries.findLast((one) => one.kind === 'events_api' && one.eventId !== null) ?? {};
        expect(await stage.slack.redeliver(eventId ?? '')).toBe(true);
        await stage.slack.settled();
        expect(inThread(message.ts)).toHaveLength(1);
      });
    });

    it('answers a direct message', async () => {
      const answered = stage.answered();
      const message = user().directMessage('check payments/api');
      await answered;
      expect(inThread(message.ts, message.channel)).toHaveLength(1);
      expect(inThread(message.ts, message.channel)[0]?.text).toContain(FOUND);
    });

    describe('the message shortcut', () => {
      it('diagnoses the error in the message, in its thread', async () => {
        const alert = user().say(CHANNEL, `namespace=payments serviceaccount=api ${DENIED}`);
        const answered = stage.answered();
        await user().messageShortcut(alert, 'diagnose_message');
        await answered;
        expect(inThread(alert.ts)).toHaveLength(1);
        expect(inThread(alert.ts)[0]?.text).toContain(FOUND);
      });

      it('tells the person alone when there is no error in it', async () => {
        const chat = user().say(CHANNEL, 'lunch?');
        const before = stage.slack.ephemeralsOf(user().id).length;
        await user().messageShortcut(chat, 'diagnose_message');
        const whisper = await stage.slack.waitFor(() => stage.slack.ephemeralsOf(user().id)[before]);
        expect(whisper.text).toMatch(/no AWS identity error/);
        expect(inThread(chat.ts)).toEqual([]);
      });
    });

    describe('the buttons', () => {
      it('show the corrected policy, which heals the role once it is put there', async () => {
        const [, answer] = await command('/irsa check payments/api');
        if (answer === undefined) throw new Error('no answer');
        await user().clickButton(answer, 'fix_show');
        const view = await stage.slack.waitFor(() => stage.slack.openViews(user().id).at(-1));
        const shown = stage.slack.renderView(view);
        expect(shown).toContain('aws iam update-assume-role-policy');
        const policy = policyIn(shown);
        expect(JSON.stringify(policy)).toContain(EXPECTED);
        await user().closeView(view);

        const role = stage.world.accounts.get('111122223333')?.roles.get('payments-api');
        if (role === undefined) throw new Error('no role');
        const broken = role.trustPolicy;
        role.trustPolicy = JSON.stringify(policy);
        try {
          const answered = stage.answered();
          await user().clickButton(answer, 'check_again');
          await answered;
          const again = stage.slack.thread(CHANNEL, answer.thread_ts ?? '').at(-1);
          expect(again?.ts).not.toBe(answer.ts);
          expect(again?.text).toMatch(/^Broken → Healthy: the cause is mended/);
          const parent = stage.slack.thread(CHANNEL, answer.thread_ts ?? '')[0];
          expect(parent?.text.split('\n')[0]).toMatch(/healthy.*payments\/api/i);
          expect(stage.slack.renderThread(parent ? [parent] : [])).toContain('Asked by @avery');
        } finally {
          role.trustPolicy = broken;
        }
      });

      it.each([
        ['sends the policy as a file into the thread', null, /file is in the thread/, 1],
        ['says in the dialog why no file could be sent', 'error:missing_scope', /files:write/, 0],
      ] as const)('%s', async (_what, kind, said, files) => {
        const [, answer] = await command('/irsa check payments/api');
        if (answer === undefined) throw new Error('no answer');
        await user().clickButton(answer, 'fix_show');
        const view = await stage.slack.waitFor(() => stage.slack.openViews(user().id).at(-1));
        if (kind !== null) stage.slack.addFault({ method: 'files.getUploadURLExternal', kind });
        expect(await user().clickButton(view, 'fix_file')).toEqual({ ok: true });
        const after = await stage.slack.waitFor(() => {
          const now = stage.slack.openViews(user().id).at(-1);
          return now !== undefined && said.test(stage.slack.renderView(now)) ? now : null;
        });
        expect(stage.slack.renderView(after)).not.toContain('Send as a file');
        const sent = stage.slack
          .thread(CHANNEL, answer.thread_ts ?? '')
          .filter((one) => one.files !== undefined);
        expect(sent).toHaveLength(files);
        if (files > 0) expect(JSON.stringify(sent[0]?.files)).toContain('payments-api-trust-policy.json');
        await user().closeView(after);
      });

      it('send one file for a double click', async () => {
        const [, answer] = await command('/irsa check payments/api');
        if (answer === undefined) throw new Error('no answer');
        await user().clickButton(answer, 'fix_show');
        const view = await stage.slack.waitFor(() => stage.slack.openViews(user().id).at(-1));
        stage.slack.setDelay('files.getUploadURLExternal', 200);
        const clicks = [user().clickButton(view, 'fix_file'), user().clickButton(view, 'fix_file')];
        expect(await Promise.all(clicks)).toEqual([{ ok: true }, { ok: true }]);
        const after = await stage.slack.waitFor(() => {
          const now = stage.slack.openViews(user().id).at(-1);
          return now && /file is in the thread/.test(stage.slack.renderView(now)) ? now : null;
        });
        const files = stage.slack.thread(CHANNEL, answer.thread_ts ?? '').filter((one) => one.files);
        expect(files).toHaveLength(1);
        await user().closeView(after);
      });

      it('keep the first asker and the newest verdict in the message that the command left', async () => {
        const [parent, answer] = await command('/irsa check payments/api');
        if (parent === undefined || answer === undefined) throw new Error('no answer');
        const answered = stage.answered();
        await stage.slack.user('noor').clickButton(answer, 'check_again');
        await answered;
        const [first, , again, ...more] = stage.slack.thread(CHANNEL, parent.ts);
        expect(more).toEqual([]);
        expect(again?.text).toMatch(/^Broken → Broken: the cause is still there/);
        expect(text(again ? [again] : [])).toContain('Checked again by @noor');
        expect(text(first ? [first] : [])).toContain('Asked by @avery');
        expect(text(first ? [first] : [])).not.toContain('@noor');
      });

      it('answer in words when what they belong to is no longer kept', async () => {
        const [, answer] = await command('/irsa check payments/api');
        if (answer === undefined) throw new Error('no answer');
        const forged = withButtonValue(answer, JSON.stringify({ job: 'long-gone', fix: 0 }));
        stage.slack.workspace.messages.replace(answer, forged);
        await user().clickButton(forged, 'fix_show');
        const view = await stage.slack.waitFor(() => stage.slack.openViews(user().id).at(-1));
        expect(stage.slack.renderView(view)).toMatch(/too old/);
        await user().closeView(view);
        const before = stage.slack.ephemeralsOf(user().id).length;
        await user().clickButton(forged, 'check_again');
        const whisper = await stage.slack.waitFor(() => stage.slack.ephemeralsOf(user().id)[before]);
        expect(whisper.text).toMatch(/too old/);
      });

      it('check the service account again when the question is no longer kept', async () => {
        const [, answer] = await command('/irsa check payments/api');
        if (answer === undefined) throw new Error('no answer');
        const old: ChannelMessage = JSON.parse(JSON.stringify(answer), (key, was) =>
          key === 'value' ? JSON.stringify({ ...JSON.parse(was), job: 'long-gone' }) : was,
        );
        stage.slack.workspace.messages.replace(answer, old);
        const answered = stage.answered();
        await stage.slack.user('noor').clickButton(old, 'check_again');
        await answered;
        const again = stage.slack.thread(CHANNEL, answer.thread_ts ?? answer.ts).at(-1);
        expect(again?.ts).not.toBe(answer.ts);
        expect(text(again ? [again] : [])).toMatch(/Broken: payments\/api[\s\S]*Asked by @noor/);
      });

      it('are acknowledged even with a value that no button of ours has', async () => {
        const [, answer] = await command('/irsa check payments/api');
        if (answer === undefined) throw new Error('no answer');
        const forged = withButtonValue(answer, '{"job":');
        stage.slack.workspace.messages.replace(answer, forged);
        expect(await user().clickButton(forged, 'fix_show')).toEqual({ ok: true });
        expect(await user().clickButton(forged, 'check_again')).toEqual({ ok: true });
        expect(await user().clickButton(forged, 'open_iam')).toEqual({ ok: true });
      });
    });

    describe('when Slack fails', () => {
      it.each([
        ['429', 'chat.postMessage'],
        ['500', 'chat.postMessage'],
        ['reset-after-accept', 'chat.postMessage'],
        ['reset', 'chat.update'],
        ['500', 'chat.update'],
      ] as const)('answers once after a %s of %s', async (kind, method) => {
        stage.slack.addFault({ method, kind });
        const message = await mention('@irsa check payments/api');
        const replies = inThread(message.ts);
        expect(replies).toHaveLength(1);
        expect(replies[0]?.text).toContain(FOUND);
      });

      it('falls back to plain text where the blocks are refused', async () => {
        stage.slack.addFault({ method: 'chat.update', kind: 'error:invalid_blocks' });
        const message = await mention('@irsa check payments/api');
        const replies = inThread(message.ts);
        expect(replies).toHaveLength(1);
        expect(replies[0]?.text).toContain(EXPECTED);
        expect(replies[0]?.text).toContain(FOUND);
      });
    });

    describe('the status of the thread', () => {
      const statusCalls = () =>
        stage.slack.calls.filter(({ method }) => method === 'assistant.threads.setStatus');

      it('says that it checks, and nothing any more once the answer is there', async () => {
        const before = statusCalls().length;
        const message = await mention('@irsa check payments/api');
        const statuses = statusCalls().slice(before);
        expect(statuses).toHaveLength(2);
        expect(stage.slack.threadStatus(CHANNEL, message.ts)).toBeNull();
      });

      it('costs no answer where Slack is in trouble with it', async () => {
        stage.slack.addFault({ method: 'assistant.threads.setStatus', kind: '500' });
        const message = await mention('@irsa check payments/api');
        expect(inThread(message.ts)[0]?.text).toContain(FOUND);
      });
    });

    describe('a paste with secrets', () => {
      const KEY = 'AKIAIOSFODNN7EXAMPLE';
      const TOKEN = `eyJ${'hbGciOiJSUzI1NiJ9'.repeat(2)}.${'c2VjcmV0'.repeat(4)}.c2ln`;

      it('is masked wherever it is shown or kept, and the person is told to rotate them', async () => {
        const before = stage.slack.ephemeralsOf(user().id).length;
        const message = await mention(
          `@irsa namespace=payments serviceaccount=api key ${KEY} token ${TOKEN} ${DENIED}`,
        );
        const whispers = stage.slack.ephemeralsOf(user().id).slice(before);
        expect(whispers).toHaveLength(1);
        expect(whispers[0]?.text).toMatch(/JWT.*access key id.*rotate/);
        const shown = JSON.stringify([inThread(message.ts), whispers, stage.events]);
        expect(shown).not.toContain(KEY);
        expect(shown).not.toContain(TOKEN);
      });

      it('is told of even where nothing else was understood', async () => {
        const outcome = await user().type(CHANNEL, `/irsa what is ${KEY}`);
        const answer = outcome.ok ? (outcome.answer ?? '') : '';
        expect(answer).toMatch(/rotate/);
        expect(answer).not.toContain(KEY);
      });

      it('in a command is told of in its answer', async () => {
        const answered = stage.answered();
        const outcome = await user().type(
          CHANNEL,
          `/irsa explain serviceaccount=api namespace=payments ${KEY} ${DENIED}`,
        );
        await answered;
        expect(outcome).toMatchObject({ ok: true, answer: expect.stringMatching(/access key id.*rotate/) });
        expect(
          JSON.stringify([
            stage.slack.channelMessages(CHANNEL).filter((one) => one.user !== user().id),
            stage.events,
          ]),
        ).not.toContain(KEY);
      });
    });

    it('never writes what was pasted into the log', async () => {
      await mention(`@irsa namespace=payments serviceaccount=api canary-4711 ${DENIED}`);
      expect(JSON.stringify(stage.events)).not.toContain('canary-4711');
    });
  });
}

/** The first complete JSON object in a text. */
function policyIn(shown: string): object {
  const start = shown.indexOf('{');
  for (let end = shown.indexOf('}', start); end >= 0; end = shown.indexOf('}', end + 1)) {
    try {
      return JSON.parse(shown.slice(start, end + 1));
    } catch {}
  }
  throw new Error(`no policy in ${shown}`);
}

/** Somebody else's idea of what stands behind the buttons of a message. */
function withButtonValue(message: ChannelMessage, value: string): ChannelMessage {
  return JSON.parse(JSON.stringify(message), (key, old) => (key === 'value' ? value : old));
}
