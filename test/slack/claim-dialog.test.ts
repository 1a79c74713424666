import type { types } from '@slack/bolt';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SandboxSlack, startSandboxSlack } from '../../src/sandbox/slack/start.ts';
import type { StoredView } from '../../src/sandbox/slack/state/views.ts';
import { createDialogClaims, type Dialog } from '../../src/slack/claim-dialog.ts';
import { createSlackClient } from '../../src/slack/slack-client.ts';

const log = pino({ level: 'silent' });
const view = (text: string): types.View => ({
  type: 'modal',
  title: { type: 'plain_text', text: 'Policy' },
  blocks: [{ type: 'section', text: { type: 'plain_text', text } }],
});

describe('sending something from a dialog', () => {
  let slack: SandboxSlack;
  beforeAll(async () => {
    slack = await startSandboxSlack({ mode: 'http', signingSecret: 's', botToken: 'xoxb-1' });
  });
  afterAll(() => slack.close());

  const open = (): StoredView => slack.workspace.views.open(slack.user().id, { ...view('open') });
  const dialogOf = ({ id, hash }: StoredView): Dialog => ({ id, hash: String(hash) });
  const client = () => createSlackClient('xoxb-1', slack.apiUrl, undefined, log);
  const show = (dialog: Dialog) => (hash: string) =>
    client().views.update({ view_id: dialog.id, hash, view: view('sending') });

  it('is for the first click alone', async () => {
    const dialog = dialogOf(open());
    const { claim } = createDialogClaims(log);
    expect(await Promise.all([claim(dialog, show(dialog)), claim(dialog, show(dialog))])).toEqual([
      true,
      false,
    ]);
  });

  it('is for the first click alone where two processes hear one each', async () => {
    const dialog = dialogOf(open());
    const claims = [createDialogClaims(log), createDialogClaims(log)];
    const won = await Promise.all(claims.map(({ claim }) => claim(dialog, show(dialog))));
    expect(won.filter(Boolean)).toHaveLength(1);
  });

  it('goes on where the dialog was closed, or cannot be changed now', async () => {
    const dialog = { id: 'V0GONE', hash: 'h' };
    expect(await createDialogClaims(log).claim(dialog, show(dialog))).toBe(true);
    const other = dialogOf(open());
    slack.addFault({ method: 'views.update', kind: '500' });
    expect(await createDialogClaims(log).claim(other, show(other))).toBe(true);
  });
});
