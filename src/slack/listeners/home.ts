import { setTimeout as pause } from 'node:timers/promises';
import type { App } from '@slack/bolt';
import { renderHelp } from '../../render/slack/help.ts';
import { renderHome } from '../../render/slack/home.ts';
import { callSlack } from '../outage.ts';
import type { Listening } from './listening.ts';

/** Slack waits three seconds for an acknowledgement, and the tab should not stay empty. */
const LOOK_MS = 1_200;

/** The app's home tab. Who opens it for the first time ever also gets the words to ask with as a message, since there they are tried out. */
export function onHome(app: App, listening: Listening): void {
  const { log, settings, recent, setUp } = listening;
  const greeted = new Set<string>();
  app.event('app_home_opened', async ({ event, client, context }) => {
    if (event.tab !== 'home') return;
    const { user } = event;
    const asker = { teamId: context.teamId ?? null, user };
    const person = `${asker.teamId}/${user}`;
    const waited = new AbortController();
    const late = pause(LOOK_MS, null, { signal: waited.signal }).catch(() => null);
    const lines = await Promise.race([setUp().catch(() => null), late]);
    waited.abort();
    const view = renderHome({ setUp: lines, recent: recent.of(asker), identifiers: settings.identifiers });
    // A view has been there since the first time; a redelivery still says that there was none.
    const isFirst = event.view === undefined && !greeted.has(person);
    greeted.add(person);
    await callSlack(() => client.views.publish({ user_id: user, view }));
    if (!isFirst) return;
    try {
      const { text, blocks } = renderHelp();
      await callSlack(() => client.chat.postMessage({ channel: user, text, blocks: [...blocks] }));
    } catch (error) {
      log.info({
        event: 'not-greeted',
        user,
        reason: error instanceof Error ? error.message : String(error),
      });
    }
  });
}
