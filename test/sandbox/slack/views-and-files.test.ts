import type { ModalView } from '@slack/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SandboxSlack } from '../../../src/sandbox/slack/start.ts';
import { startSandbox } from './bolt-app.ts';
import { clientOf, errorOf } from './web-client.ts';

let now = 1_700_000_000_000;
let slack: SandboxSlack;
beforeEach(async () => {
  slack = await startSandbox({ clock: () => now });
});
afterEach(() => slack.close());

const modal = (title: string, more: Partial<ModalView> = {}): ModalView => ({
  type: 'modal',
  title: { type: 'plain_text', text: title },
  blocks: [{ type: 'divider' }],
  ...more,
});
const trigger = (fromView: string | null = null) => slack.workspace.triggers.issue(slack.user().id, fromView);
const open = (trigger_id: string, view = modal('One')) =>
  errorOf(clientOf(slack).views.open({ trigger_id, view }));

describe('dialogs', () => {
  it('take a trigger once', async () => {
    const id = trigger();
    expect(await open(id)).toMatchObject({ error: 'ok' });
    expect(await open(id)).toMatchObject({ error: 'exchanged_trigger_id' });
    expect(slack.openViews('avery')).toMatchObject([{ title: { text: 'One' } }]);
  });

  it('take a trigger for three seconds only', async () => {
    const late = trigger();
    now += 3001;
    expect(await open(late)).toMatchObject({ error: 'expired_trigger_id' });
    expect(await open('1.2.abc')).toMatchObject({ error: 'invalid_trigger_id' });
  });

  it('are checked before the trigger is spent', async () => {
    const id = trigger();
    expect(await open(id, modal('A title that is far too long'))).toMatchObject({
      error: 'invalid_arguments',
      messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'],
    });
    expect(await open(id)).toMatchObject({ error: 'ok' });
  });

  it('stack up to three', async () => {
    await open(trigger());
    const push = (title: string) => {
      const top = slack.openViews('avery').at(-1)?.id ?? '';
      return errorOf(clientOf(slack).views.push({ trigger_id: trigger(top), view: modal(title) }));
    };
    expect([(await push('Two')).error, (await push('Three')).error, (await push('Four')).error]).toEqual([
      'ok',
      'ok',
      'push_limit_reached',
    ]);
    const [first, second, third] = slack.openViews('avery');
    expect(third).toMatchObject({ root_view_id: first?.id, previous_view_id: second?.id });
  });

  it('change by id or external id, unless somebody else was faster', async () => {
    await open(trigger(), modal('One', { external_id: 'check-1' }));
    const client = clientOf(slack);
    const hash = slack.openViews('avery')[0]?.hash ?? '';
    await client.views.update({
      external_id: 'check-1',
      hash,
      view: modal('Two', { external_id: 'check-1' }),
    });
    expect(slack.openViews('avery')).toMatchObject([{ title: { text: 'Two' } }]);
    expect(
      await errorOf(client.views.update({ external_id: 'check-1', hash, view: modal('Three') })),
    ).toMatchObject({
      error: 'hash_conflict',
    });
    expect(await errorOf(client.views.update({ view_id: 'V0NONE', view: modal('Three') }))).toMatchObject({
      error: 'not_found',
    });
    expect(await open(trigger(), modal('Other', { external_id: 'check-1' }))).toMatchObject({
      error: 'duplicate_external_id',
    });
  });

  it('need a submit button where something is to be filled in', async () => {
    const input = {
      type: 'input',
      label: { type: 'plain_text', text: 'Note' },
      element: { type: 'plain_text_input' },
    } as const;
    expect(await open(trigger(), modal('One', { blocks: [input] }))).toMatchObject({
      messages: ['[ERROR] missing required field: submit [json-pointer:/view]'],
    });
  });
});

describe('a file', () => {
  const upload = (channel_id: string, thread_ts: string) =>
    clientOf(slack).filesUploadV2({
      channel_id,
      thread_ts,
      initial_comment: 'The policy',
      filename: 'trust-policy.json',
      title: 'Trust policy',
      snippet_type: 'json',
      content: '{"Version":"2012-10-17"}',
    });

  it('arrives in the thread with its content', async () => {
    const asked = slack.user().say('oncall', 'as a file, please');
    await upload(asked.channel, asked.ts);
    expect(slack.thread('oncall', asked.ts)[1]).toMatchObject({
      text: 'The policy',
      files: [{ name: 'trust-policy.json', title: 'Trust policy', mode: 'snippet' }],
    });
    expect(slack.workspace.files.all().map(({ content }) => content.toString())).toEqual([
      '{"Version":"2012-10-17"}',
    ]);
  });

  it('is refused where the bot is no member, or was never received', async () => {
    const asked = slack.user().say('incidents', 'as a file, please');
    expect(await errorOf(upload(asked.channel, asked.ts))).toMatchObject({ error: 'not_in_channel' });
    const files: [{ id: string }] = [{ id: 'F0NONE' }];
    expect(await errorOf(clientOf(slack).files.completeUploadExternal({ files }))).toMatchObject({
      error: 'file_not_found',
    });
  });
});

describe('a response_url', () => {
  const place = () => ({ channel: slack.channel('incidents').id, user: slack.user().id, original: null });
  const respond = (key: string, body: object) =>
    fetch(`${slack.apiUrl.replace('/api/', '/respond/')}${key}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const issue = () => slack.workspace.responseUrls.issue(place());

  it('takes five answers', async () => {
    const key = issue();
    const statuses: number[] = [];
    for (let use = 1; use <= 6; use += 1) statuses.push((await respond(key, { text: `${use}` })).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
    expect(slack.ephemeralsOf('avery')).toHaveLength(5);
  });

  it('ends after half an hour', async () => {
    const key = issue();
    now += 30 * 60 * 1000 + 1;
    const response = await respond(key, { text: 'late' });
    expect([response.status, await response.json()]).toEqual([404, { ok: false, error: 'expired_url' }]);
  });

  it('replaces and deletes what it showed before', async () => {
    const key = issue();
    await respond(key, { text: 'one' });
    await respond(key, { text: 'two', replace_original: true, response_type: 'in_channel' });
    expect(slack.ephemeralsOf('avery').map(({ text }) => text)).toEqual(['two']);
    await respond(key, { delete_original: true });
    expect(slack.ephemeralsOf('avery')).toEqual([]);
    expect(slack.channelMessages('incidents')).toEqual([]);
  });

  it('posts for all into a thread, where the bot is no member', async () => {
    const asked = slack.user().say('incidents', 'why?');
    await respond(issue(), { text: 'because', response_type: 'in_channel', thread_ts: asked.ts });
    expect(slack.thread('incidents', asked.ts).map(({ text }) => text)).toEqual(['why?', 'because']);
  });

  it('takes neither Markdown nor faulty blocks', async () => {
    expect(await (await respond(issue(), { markdown_text: '**x**' })).json()).toMatchObject({
      error: 'no_text',
    });
    expect(await (await respond(issue(), { blocks: [{ type: 'sectoin' }] })).json()).toMatchObject({
      error: 'invalid_blocks',
    });
  });
});
