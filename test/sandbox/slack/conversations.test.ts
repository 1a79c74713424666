import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SandboxSlack } from '../../../src/sandbox/slack/start.ts';
import { startSandbox } from './bolt-app.ts';
import { clientOf, errorOf } from './web-client.ts';

let slack: SandboxSlack;
beforeEach(async () => {
  slack = await startSandbox();
});
afterEach(() => slack.close());

const id = (name: string) => slack.channel(name).id;

async function post(text: string, thread_ts?: string): Promise<string> {
  const args = { channel: id('oncall'), text };
  const posted = await clientOf(slack).chat.postMessage(
    thread_ts === undefined ? args : { ...args, thread_ts },
  );
  return posted.ts ?? '';
}

describe('the other methods of a conversation', () => {
  it('deletes its own message and no other', async () => {
    const ts = await post('gone');
    const said = slack.user().say('oncall', 'stays');
    const client = clientOf(slack);
    expect(await errorOf(client.chat.delete({ channel: id('oncall'), ts }))).toMatchObject({ error: 'ok' });
    expect(await errorOf(client.chat.delete({ channel: id('oncall'), ts: said.ts }))).toMatchObject({
      error: 'cant_delete_message',
    });
    expect(slack.channelMessages('oncall').map(({ text }) => text)).toEqual(['stays']);
  });

  it('shows an ephemeral to one member only', async () => {
    const client = clientOf(slack);
    const user = slack.user('noor').id;
    await client.chat.postEphemeral({ channel: 'oncall', user, text: 'psst' });
    expect(slack.ephemeralsOf('noor')).toMatchObject([{ text: 'psst' }]);
    expect(slack.channelMessages('oncall')).toEqual([]);
    expect(
      await errorOf(client.chat.postEphemeral({ channel: 'oncall', user: 'U0NOBODY', text: 'x' })),
    ).toMatchObject({
      error: 'user_not_in_channel',
    });
  });

  it('links to a message', async () => {
    const ts = await post('here');
    const { permalink } = await clientOf(slack).chat.getPermalink({ channel: id('oncall'), message_ts: ts });
    expect(permalink).toMatch(new RegExp(`/archives/C0ONCALL0/p${ts.replace('.', '')}$`));
  });

  it('reads a thread page by page, oldest first', async () => {
    const ts = await post('parent');
    await post('one', ts);
    await post('two', ts);
    const pages: string[][] = [];
    for await (const page of clientOf(slack).paginate('conversations.replies', {
      channel: id('oncall'),
      ts,
      limit: 2,
    })) {
      pages.push((page as { messages?: { text: string }[] }).messages?.map(({ text }) => text) ?? []);
    }
    expect(pages).toEqual([['parent', 'one'], ['two']]);
  });

  it('reads a channel newest first, without replies, and metadata only where asked for', async () => {
    const metadata = { event_type: 'irsa_check', event_payload: { job_id: 'j1' } };
    const client = clientOf(slack);
    const { ts } = await client.chat.postMessage({ channel: id('oncall'), text: 'old', metadata });
    await post('reply', ts);
    await post('new');
    const plain = await client.conversations.history({ channel: id('oncall') });
    expect(plain.messages?.map(({ text }) => text)).toEqual(['new', 'old']);
    expect(plain.messages?.[1]).toMatchObject({ reply_count: 1, thread_ts: ts });
    expect(plain.messages?.[1]).not.toHaveProperty('metadata');
    const full = await client.conversations.history({ channel: id('oncall'), include_all_metadata: true });
    expect(full.messages?.[1]).toMatchObject({ metadata });
  });

  it('reads only where it is a member and has the scope', async () => {
    const client = clientOf(slack);
    expect(await errorOf(client.conversations.history({ channel: id('incidents') }))).toMatchObject({
      error: 'not_in_channel',
    });
    expect(await errorOf(client.conversations.history({ channel: 'C0SECURITY' }))).toMatchObject({
      error: 'channel_not_found',
    });
    expect(await errorOf(client.conversations.replies({ channel: id('oncall'), ts: '1.2' }))).toMatchObject({
      error: 'thread_not_found',
    });
    const poor = await startSandbox({ scopes: ['groups:history'] });
    expect(await errorOf(clientOf(poor).conversations.history({ channel: 'oncall' }))).toMatchObject({
      error: 'missing_scope',
      data: { needed: 'channels:history' },
    });
    await poor.close();
  });

  it('joins public channels with the scope for it', async () => {
    const joining = await startSandbox({
      scopes: ['channels:join', 'channels:read', 'groups:read', 'chat:write'],
    });
    const client = clientOf(joining);
    const before = await client.conversations.info({ channel: 'C0INCIDENTS' });
    expect(before.channel).toMatchObject({ name: 'incidents', is_member: false });
    await client.conversations.join({ channel: 'C0INCIDENTS' });
    expect((await client.conversations.info({ channel: 'C0INCIDENTS' })).channel).toMatchObject({
      is_member: true,
    });
    expect(await errorOf(client.conversations.join({ channel: 'C0PLATFORM' }))).toMatchObject({
      error: 'method_not_supported_for_channel_type',
    });
    await joining.close();
  });

  it('reacts once', async () => {
    const timestamp = await post('look');
    const react = () =>
      errorOf(clientOf(slack).reactions.add({ channel: id('oncall'), timestamp, name: 'eyes' }));
    expect([(await react()).error, (await react()).error]).toEqual(['ok', 'already_reacted']);
    expect(slack.channelMessages('oncall')).toMatchObject([{ reactions: [{ name: 'eyes' }] }]);
  });

  it('shows a status under a thread until the bot answers there', async () => {
    const asked = slack.user().say('oncall', 'why?');
    const setStatus = (thread_ts: string) =>
      errorOf(
        clientOf(slack).assistant.threads.setStatus({
          channel_id: id('oncall'),
          thread_ts,
          status: 'is looking…',
        }),
      );
    expect(await setStatus('1.2')).toMatchObject({ error: 'invalid_thread_ts' });
    await setStatus(asked.ts);
    expect(slack.threadStatus('oncall', asked.ts)).toBe('is looking…');
    await post('because', asked.ts);
    expect(slack.threadStatus('oncall', asked.ts)).toBeNull();
  });

  it('knows people and itself', async () => {
    const client = clientOf(slack);
    expect(await client.users.info({ user: 'U0NOOR000' })).toMatchObject({
      user: { name: 'noor', is_bot: false },
    });
    expect(await errorOf(client.users.info({ user: 'U0NOBODY' }))).toMatchObject({ error: 'user_not_found' });
    expect(await client.bots.info({ bot: 'B0IRSADOC' })).toMatchObject({ bot: { app_id: 'A0IRSADOC' } });
  });
});
