import { setTimeout as pause } from 'node:timers/promises';
import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SandboxSlack } from '../../../src/sandbox/slack/start.ts';
import { startBolt, startSandbox } from './bolt-app.ts';

const button = (action_id: string, words: string) =>
  ({ type: 'button', action_id, value: 'job-1', text: { type: 'plain_text', text: words } }) as const;
const dialog = (title: string): ModalView => ({
  type: 'modal',
  callback_id: 'policy',
  notify_on_close: true,
  title: { type: 'plain_text', text: title },
  submit: { type: 'plain_text', text: 'Save' },
  blocks: [
    {
      type: 'input',
      block_id: 'note',
      label: { type: 'plain_text', text: 'Note' },
      element: { type: 'plain_text_input', action_id: 'note_text', initial_value: 'as it was' },
    },
  ],
});

/** A small app that uses every way to hear and to answer. */
function listen(app: App, heard: string[]): void {
  app.command('/irsa', async ({ command, ack, respond, client }) => {
    if (command.text === 'silent') return;
    if (command.text === 'public') return ack({ response_type: 'in_channel', text: 'for all' });
    if (command.text === 'faulty') return ack({ blocks: [{ type: 'section' }], text: '' } as never);
    await ack(`checking ${command.text}`);
    if (command.text === 'progress') {
      // The acknowledgement and this answer travel apart; only one that is there already can be replaced.
      await pause(50);
      await respond({ text: 'found it', replace_original: true });
      return;
    }
    const parent = await client.chat.postMessage({
      channel: command.channel_id,
      text: `about ${command.text}`,
    });
    await client.chat.postMessage({
      channel: command.channel_id,
      ...(parent.ts === undefined ? {} : { thread_ts: parent.ts }),
      text: 'answer',
      blocks: [
        {
          type: 'actions',
          elements: [button('get_policy', 'Get corrected policy'), button('again', 'Check again')],
        },
      ],
    });
  });
  app.action('get_policy', async ({ ack, body, client }) => {
    await ack();
    if (body.type === 'block_actions')
      await client.views.open({ trigger_id: body.trigger_id, view: dialog('Policy') });
  });
  app.action('again', async ({ ack, respond }) => {
    await ack();
    await respond({ text: 'checked again', replace_original: true });
  });
  app.view('policy', async ({ ack, view }) => {
    const note = view.state.values.note?.note_text?.value ?? '';
    heard.push(`submitted ${note}`);
    if (note === 'bad') await ack({ response_action: 'errors', errors: { note: 'Not this' } });
    else if (note === 'next') await ack({ response_action: 'update', view: dialog('Second') });
    else await ack();
  });
  app.view({ callback_id: 'policy', type: 'view_closed' }, async ({ ack }) => {
    heard.push('closed');
    await ack();
  });
  app.event('app_mention', async ({ event, say }) => {
    heard.push(`mention ${event.text}`);
    await say({ text: 'here', thread_ts: event.thread_ts ?? event.ts });
  });
  app.event('message', async ({ event }) => {
    heard.push(`message ${event.subtype ?? ''}${'text' in event ? event.text : ''}`);
  });
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: { type: 'home', blocks: [{ type: 'divider' }] },
    });
  });
  app.shortcut('diagnose_message', async ({ ack, shortcut, respond }) => {
    await ack();
    if (shortcut.type === 'message_action') await respond({ text: `saw ${shortcut.message.text ?? ''}` });
  });
}

describe.each(['http', 'socket'] as const)('a Bolt app in %s mode', (mode) => {
  let slack: SandboxSlack;
  let stop: () => Promise<void>;
  let heard: string[];

  beforeEach(async () => {
    heard = [];
    slack = await startSandbox({ mode });
    stop = await startBolt(slack, (app) => listen(app, heard));
  });
  afterEach(async () => {
    await stop();
    await slack.close();
  });

  /** The message with the two buttons, after `/irsa payments/api`. */
  async function answer() {
    await slack.user().type('oncall', '/irsa payments/api');
    return slack.waitFor(() => slack.channelMessages('oncall').find((message) => message.text === 'answer'));
  }

  it('takes a command, acknowledges it for one person and answers in a thread', async () => {
    expect(await slack.user().type('#oncall', '/irsa payments/api')).toEqual({
      ok: true,
      answer: 'checking payments/api',
    });
    expect(slack.ephemeralsOf('avery').map(({ text }) => text)).toEqual(['checking payments/api']);
    expect(slack.ephemeralsOf('noor')).toEqual([]);
    const reply = await slack.waitFor(() =>
      slack.channelMessages('oncall').find(({ text }) => text === 'answer'),
    );
    expect(slack.thread('oncall', reply.thread_ts ?? '').map(({ text }) => text)).toEqual([
      'about payments/api',
      'answer',
    ]);
  });

  it('shows an in_channel acknowledgement to everybody', async () => {
    await slack.user().type('incidents', '/irsa public');
    expect(slack.channelMessages('incidents').map(({ text }) => text)).toEqual(['for all']);
  });

  it('replaces the acknowledgement through the response_url', async () => {
    await slack.user().type('incidents', '/irsa progress');
    await slack.waitFor(() => slack.ephemeralsOf('avery').find(({ text }) => text === 'found it'));
    expect(slack.ephemeralsOf('avery')).toHaveLength(1);
  });

  it('tells the person when a command is not acknowledged in time', async () => {
    const outcome = await slack.user().type('oncall', '/irsa silent');
    expect(outcome).toMatchObject({ ok: false });
    expect(outcome.ok || outcome.shown).toMatch(
      /^\/irsa failed with the error "(operation_timeout|dispatch_failed)"$/,
    );
  });

  it('refuses an acknowledgement with faulty blocks', async () => {
    expect(await slack.user().type('oncall', '/irsa faulty')).toMatchObject({
      error: 'invalid_command_response',
    });
  });

  it('knows only the commands that the app registered', async () => {
    expect(await slack.user().type('oncall', '/deploy now')).toMatchObject({ error: 'invalid_command' });
    expect(slack.deliveries).toEqual([]);
  });

  it('opens a dialog from a button and takes what is submitted', async () => {
    const avery = slack.user('avery');
    expect(await avery.clickButton(await answer(), 'Get corrected policy')).toEqual({ ok: true });
    const view = await slack.waitFor(() => slack.openViews('avery').at(-1));
    expect(await avery.submitView(view, { note_text: 'bad' })).toEqual({
      ok: false,
      error: 'errors',
      errors: { note: 'Not this' },
    });
    expect(await avery.submitView(view, { note: 'next' })).toEqual({ ok: true, action: 'updated' });
    const second = slack.openViews('avery').at(-1);
    expect(second).toMatchObject({ id: view.id, title: { text: 'Second' } });
    expect(await avery.submitView(second ?? view)).toEqual({ ok: true, action: 'closed' });
    expect(slack.openViews('avery')).toEqual([]);
    expect(heard).toEqual(['submitted bad', 'submitted next', 'submitted as it was']);
  });

  it('tells the app that a dialog was closed', async () => {
    const avery = slack.user('avery');
    await avery.clickButton(await answer(), 'get_policy');
    const view = await slack.waitFor(() => slack.openViews('avery').at(-1));
    await avery.closeView(view);
    expect(slack.openViews('avery')).toEqual([]);
    expect(heard).toEqual(['closed']);
  });

  it('changes the message whose button was pressed through the response_url', async () => {
    const message = await answer();
    await slack.user('noor').clickButton(message, 'Check again');
    await slack.waitFor(() => slack.channelMessages('oncall').find(({ text }) => text === 'checked again'));
    expect(slack.channelMessages('oncall').find(({ ts }) => ts === message.ts)).not.toHaveProperty('blocks');
  });

  it('shows a button that is not there as a mistake of the test', async () => {
    const message = await answer();
    await expect(slack.user().clickButton(message, 'Delete everything')).rejects.toThrow(
      /Get corrected policy \(get_policy\)/,
    );
  });

  it('hears a mention and answers in its thread', async () => {
    const asked = slack.user().say('oncall', '@irsa check payments/api');
    const reply = await slack.waitFor(() => slack.thread('oncall', asked.ts)[1]);
    expect(reply).toMatchObject({ text: 'here', thread_ts: asked.ts, bot_id: 'B0IRSADOC' });
    expect(heard).toEqual(['mention <@U0IRSADOC> check payments/api']);
  });

  it('hears nothing from channels where it is no member, nor of what it has not subscribed to', async () => {
    slack.user().say('incidents', '@irsa are you there?');
    slack.user().say('oncall', 'just talking');
    await slack.settled();
    expect(heard).toEqual([]);
    expect(slack.deliveries).toEqual([]);
  });

  it('hears a direct message', async () => {
    slack.user().directMessage('help');
    await slack.waitFor(() => heard.includes('message help'));
  });

  it('takes a message shortcut where the bot is no member', async () => {
    const message = slack.user().say('incidents', 'AccessDenied & more');
    expect(await slack.user().messageShortcut(message, 'diagnose_message')).toEqual({ ok: true });
    await slack.waitFor(() =>
      slack.ephemeralsOf('avery').find(({ text }) => text === 'saw AccessDenied &amp; more'),
    );
  });

  it('publishes a home tab', async () => {
    slack.user().openHome();
    expect(await slack.waitFor(() => slack.homeOf('avery'))).toMatchObject({ type: 'home' });
  });

  it('delivers an event again on request', async () => {
    slack.user().directMessage('help');
    await slack.settled();
    const eventId = slack.deliveries[0]?.eventId ?? '';
    expect(await slack.redeliver(eventId)).toBe(true);
    await slack.waitFor(() => heard.length === 2);
    expect(slack.deliveries.map(({ retry }) => retry)).toEqual([0, 1]);
  });
});
